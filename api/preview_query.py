"""A preview asked for in a query string."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeAlias

from pydantic import ValidationError

from lehr.dialects import KINDS, parse
from lehr.errors import InvalidRequest, Violation
from lehr.preview import Curve, PreviewOptions, check_asked, effort, sampled
from lehr.schedules import Schedule
from lehr.violations import below, violations

from .forms import LOOKS
from .query_texts import Texts
from .strict_json import document

Value: TypeAlias = str | tuple[str, ...]

DOCUMENT = "/schedule"
"""Where the parameter is that holds a whole schedule."""

OPTIONS = frozenset(PreviewOptions.model_fields)
LISTS = ("at", "metric")
OTHER = frozenset({"schedule", "format"}) | LOOKS
KEPT_OPTIONS: Final = 8
"""Whoever moves a slider asks for another schedule at the same steps."""


class Asked(NamedTuple):
    """What a query asks for."""

    schedule: Schedule
    options: PreviewOptions
    pointer: str
    """Where the schedule stands."""

    @property
    def effort(self) -> int:
        """How many rates will be computed."""
        return effort(self.schedule, self.options)

    def curve(self) -> Curve:
        """Return the curve; raise InvalidRequest for what its steps have revealed."""
        try:
            return sampled(self.schedule, self.options)
        except InvalidRequest as error:
            raise error.below(self.pointer) from error


def from_query(query: Texts) -> Asked:
    """Return what a query string asks for; raise InvalidRequest naming the parameter."""
    given = {name: _value(query[name]) for name in query if name not in OTHER}
    optional = _optional(KINDS.get(str(given.get("kind")), Schedule))
    options = _options(**{name: given[name] for name in given if name in optional})
    nested = query.get("schedule", ())
    parameters = {name: given[name] for name in given if name not in optional}
    schedule = _from_document(nested, parameters) if nested else parse(parameters, strict=False)
    check_asked([schedule], options)
    return Asked(schedule, options, DOCUMENT if nested else "")


def _value(texts: Sequence[str]) -> Value:
    """Return a parameter's text, or a tuple where it is repeated or has commas."""
    pieces = ",".join(texts).split(",")
    return tuple(pieces) if len(pieces) > 1 else pieces[0]


@cache
def _optional(kind: type[Schedule]) -> frozenset[str]:
    """Return the names that are options: one that the kind has too is the kind's."""
    return OPTIONS - kind.model_fields.keys()


def _from_document(nested: Sequence[str], parameters: Mapping[str, Value]) -> Schedule:
    with below(DOCUMENT):
        if beside := [*parameters, *("schedule" for _ in nested[1:])]:
            detail = f"no parameter may stand beside `schedule`; received `{beside[0][:80]}`"
            raise InvalidRequest([Violation("", detail)])
        is_code = nested[0].lstrip()[:1].isalpha()
        return parse(nested[0] if is_code else document(nested[0].encode()))


@lru_cache(KEPT_OPTIONS)
def _options(**given: Value) -> PreviewOptions:
    several = {name: (text,) for name in LISTS if isinstance(text := given.get(name), str)}
    try:
        return PreviewOptions.model_validate(given | several, strict=False)
    except ValidationError as error:
        raise InvalidRequest(violations(error, given | several, PreviewOptions)) from error
