"""The forms in which a client can have curves: JSON, CSV, SVG or PNG."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from fastapi import Response
from pydantic import ValidationError

from lehr.errors import InvalidRequest
from lehr.plots import Image, Look
from lehr.preview import Curve, Curves
from lehr.violations import violations

from .negotiation import CSV, JSON, PNG, SVG, negotiated, tagged
from .query_texts import Texts

STYLED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""An SVG's lines and colours are styles within it."""
IMAGES: Final[Mapping[str, Image]] = {SVG: "svg", PNG: "png"}
OFFERED = (JSON, CSV, *IMAGES)
LOOKS = frozenset(Look.model_fields)
UNCHOSEN = Look()


class Form(NamedTuple):
    """A media type and, of a plot, its look."""

    content_type: str
    look: Look

    @property
    def is_image(self) -> bool:
        """Whether curves have to be drawn, which takes a tenth of a second."""
        return self.content_type in IMAGES

    def written(self, shown: Curve | Curves) -> Response:
        """Answer with what is shown in this form."""
        answer = tagged(self._bytes(shown), self.content_type)
        if self.content_type == SVG:
            answer.headers["content-security-policy"] = STYLED
        return answer

    def _bytes(self, shown: Curve | Curves) -> bytes:
        if image := IMAGES.get(self.content_type):
            return _drawn(shown, self.look, image)
        return shown.as_csv() if self.content_type == CSV else shown.as_json()


def asked_form(query: Texts, accept: str) -> Form:
    """Return the form that a query and an `Accept` want; raise InvalidRequest naming what not."""
    named = query["format"][-1] if "format" in query else None
    look = UNCHOSEN if LOOKS.isdisjoint(query) else _look(query)
    return Form(negotiated(named, accept, OFFERED), look)


def _look(query: Texts) -> Look:
    chosen = {name: query[name][-1] for name in LOOKS & query.keys()}
    try:
        return Look.model_validate(chosen)
    except ValidationError as error:
        raise InvalidRequest(violations(error, chosen, Look)) from error


def _drawn(shown: Curve | Curves, look: Look, image: Image) -> bytes:
    from lehr.plots.curves import draw

    return draw([shown] if isinstance(shown, Curve) else shown.curves, look, image)
