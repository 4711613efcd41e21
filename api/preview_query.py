"""A preview asked for in a query string or a body, as a schedule and its options."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import QueryParams

from lehr.dialects import AnySchedule, parse
from lehr.errors import InvalidRequest, Violation
from lehr.metric import check_metric
from lehr.preview import Curve, PreviewOptions, preview
from lehr.schedules import Schedule
from lehr.violations import violations

from .strict_json import document

OPTIONS = frozenset(PreviewOptions.model_fields)
OTHER = frozenset({"schedule", "format"})


class PreviewRequest(PreviewOptions):
    """The body of `POST /schedules/preview`: a schedule, and which steps of it to show."""

    schedule: AnySchedule


def from_body(body: PreviewRequest) -> Curve:
    """Return the curve that a body asks for."""
    check_metric(body.schedule, body.metric)
    with _below("/schedule"):
        return preview(body.schedule, body)


def from_query(request: Request) -> Curve:
    """Return the curve that a query string asks for; raise InvalidRequest naming the parameter."""
    given = _values(request.query_params)
    parameters = {name: given[name] for name in given if name not in OPTIONS | OTHER}
    nested = request.query_params.get("schedule")
    options = _options(given)
    with _below("" if nested is None else "/schedule"):
        schedule = _schedule(parameters, nested)
    check_metric(schedule, options.metric)
    with _below("" if nested is None else "/schedule"):
        return preview(schedule, options)


def _values(query: QueryParams) -> Mapping[str, Any]:
    """Return each parameter's text, or a list where it is repeated or has commas."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, text in query.multi_items():
        texts[name] += text.split(",")
    return {name: found if len(found) > 1 else found[0] for name, found in texts.items()}


def _schedule(parameters: Mapping[str, Any], nested: str | None) -> Schedule:
    if nested is None:
        return parse(parameters, strict=False)
    if parameters:
        named = next(iter(parameters))[:80]
        detail = f"no parameter may stand beside `schedule`; received `{named}`"
        raise InvalidRequest([Violation("", detail)])
    is_code = nested.lstrip()[:1].isalpha()
    return parse(nested if is_code else document(nested.encode()))


def _options(given: Mapping[str, Any]) -> PreviewOptions:
    options = {name: given[name] for name in given if name in OPTIONS}
    for name in ("at", "metric"):
        if isinstance(options.get(name), str):
            options[name] = [options[name]]
    try:
        return PreviewOptions.model_validate(options, strict=False)
    except ValidationError as error:
        raise InvalidRequest(violations(error, options, PreviewOptions)) from error


@contextmanager
def _below(pointer: str) -> Iterator[None]:
    """Have the pointers of what the block refuses lead through `pointer`."""
    try:
        yield
    except InvalidRequest as error:
        at = [Violation(pointer + v.pointer, v.detail) for v in error.violations]
        raise InvalidRequest(at) from error
