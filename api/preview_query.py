"""A preview asked for in a query string."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

OPTIONS = frozenset(PreviewOptions.model_fields)
OTHER = frozenset({"schedule", "format"}) | LOOKS


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
    names = _of_the_kind(given)
    options = _options({name: given[name] for name in given.keys() - OTHER - set(names)})
    nested = request.query_params.getlist("schedule")
    pointer = "/schedule" if nested else ""
    with below(pointer):
        schedule = _schedule({name: given[name] for name in names}, nested)
    check_asked([schedule], options)
    return Asked(schedule, options, pointer)


def _values(query: QueryParams) -> Mapping[str, Any]:
    """Return each parameter's text, or a list where it is repeated or has commas."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, text in query.multi_items():
        texts[name] += text.split(",")
    return {name: found if len(found) > 1 else found[0] for name, found in texts.items()}


def _of_the_kind(given: Mapping[str, Any]) -> list[str]:
    """Return the names that are the kind's: an option of the same name gives way."""
    own = KINDS.get(str(given.get("kind")), Schedule).model_fields
    return [name for name in given if name not in OTHER and (name in own or name not in OPTIONS)]


def _schedule(parameters: Mapping[str, Any], nested: Sequence[str]) -> Schedule:
    if not nested:
        return parse(parameters, strict=False)
    if beside := [*parameters, *("schedule" for _ in nested[1:])]:
        detail = f"no parameter may stand beside `schedule`; received `{beside[0][:80]}`"
        raise InvalidRequest([Violation("", detail)])
    is_code = nested[0].lstrip()[:1].isalpha()
    return parse(nested[0] if is_code else document(nested[0].encode()))


def _options(given: Mapping[str, Any]) -> PreviewOptions:
    options = dict(given)
    for name in ("at", "metric"):
        if isinstance(options.get(name), str):
            options[name] = [options[name]]
    try:
        return PreviewOptions.model_validate(options, strict=False)
    except ValidationError as error:
        raise InvalidRequest(violations(error, options, PreviewOptions)) from error
