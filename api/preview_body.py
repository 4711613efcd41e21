"""A preview asked for in a body: of one schedule, or of several."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from lehr.dialects import AnySchedule
from lehr.preview import (
    MOST_CURVES,
    Curve,
    Curves,
    PreviewOptions,
    check_asked,
    preview,
    previews,
)
from lehr.violations import below


class PreviewRequest(PreviewOptions):
    """A schedule, and which steps of it to show."""

    schedule: AnySchedule


class CurvesRequest(PreviewOptions):
    """Several schedules, and which steps of all of them to show."""

    schedules: Annotated[list[AnySchedule], Field(min_length=1, max_length=MOST_CURVES)]


FORMS = {"schedule": PreviewRequest, "schedules": CurvesRequest}


def _form(body: object) -> str | None:
    given = [name for name in FORMS if isinstance(body, Mapping) and name in body]
    return FORMS[given[0]].__name__ if len(given) == 1 else None


AnyRequest: TypeAlias = Annotated[
    Annotated[PreviewRequest, Tag("PreviewRequest")]
    | Annotated[CurvesRequest, Tag("CurvesRequest")],
    Discriminator(
        _form,
        custom_error_type="form",
        custom_error_message="exactly one of `schedule` and `schedules` is required",
    ),
]
"""The body of `POST /schedules/preview`."""


def from_body(body: PreviewRequest | CurvesRequest) -> Curve | Curves:
    """Return the curve, or the curves, that a body asks for."""
    if isinstance(body, CurvesRequest):
        check_asked(body.schedules, body)
        with below("/schedules"):
            return previews(body.schedules, body)
    check_asked([body.schedule], body)
    with below("/schedule"):
        return preview(body.schedule, body)
