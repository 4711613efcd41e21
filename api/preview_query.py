"""A preview asked for in a query string."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import QueryParams

from lehr.dialects import KINDS, parse
from lehr.errors import InvalidRequest, Violation
from lehr.preview import Curve, PreviewOptions, check_asked, effort, sampled
from lehr.schedules import Schedule
from lehr.violations import below, violations

from .forms import LOOKS
from .strict_json import document

Text: TypeAlias = str | tuple[str, ...]

OPTIONS = frozenset(PreviewOptions.model_fields)
LISTS = ("at", "metric")
OTHER = frozenset({"schedule", "format"}) | LOOKS
KEPT_OPTIONS: Final = 8
"""Whoever moves a slider asks for another schedule at the same steps."""


@dataclass(frozen=True)
class Asked:
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
        with below(self.pointer):
            return sampled(self.schedule, self.options)


def from_query(request: Request) -> Asked:
    """Return what a query string asks for; raise InvalidRequest naming the parameter."""
    given = _values(request.query_params)
    optional = _optional(KINDS.get(str(given.get("kind")), Schedule))
    options = _options(**{name: given[name] for name in given if name in optional})
    parameters = {name: given[name] for name in given if name not in optional | OTHER}
    nested = request.query_params.getlist("schedule")
    pointer = "/schedule" if nested else ""
    with below(pointer):
        schedule = _schedule(parameters, nested)
    check_asked([schedule], options)
    return Asked(schedule, options, pointer)


def _values(query: QueryParams) -> Mapping[str, Text]:
    """Return each parameter's text, or a tuple where it is repeated or has commas."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, text in query.multi_items():
        texts[name] += text.split(",")
    return {name: tuple(found) if len(found) > 1 else found[0] for name, found in texts.items()}


@cache
def _optional(kind: type[Schedule]) -> frozenset[str]:
    """Return the names that are options: one that the kind has too is the kind's."""
    return OPTIONS - kind.model_fields.keys()


def _schedule(parameters: Mapping[str, Text], nested: Sequence[str]) -> Schedule:
    if not nested:
        return parse(parameters, strict=False)
    if beside := [*parameters, *("schedule" for _ in nested[1:])]:
        detail = f"no parameter may stand beside `schedule`; received `{beside[0][:80]}`"
        raise InvalidRequest([Violation("", detail)])
    is_code = nested[0].lstrip()[:1].isalpha()
    return parse(nested[0] if is_code else document(nested[0].encode()))


@lru_cache(KEPT_OPTIONS)
def _options(**given: Text) -> PreviewOptions:
    several = {name: (text,) for name in LISTS if isinstance(text := given.get(name), str)}
    try:
        return PreviewOptions.model_validate(given | several, strict=False)
    except ValidationError as error:
        raise InvalidRequest(violations(error, given | several, PreviewOptions)) from error
