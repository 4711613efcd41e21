"""A preview asked for in a query string or a body, as a schedule and its options."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from fastapi import Request
from pydantic import Discriminator, Field, Tag, ValidationError
from starlette.datastructures import QueryParams

from lehr.dialects import AnySchedule, parse
from lehr.errors import InvalidRequest, Violation
from lehr.preview import (
    MOST_CURVES,
    Curve,
    Curves,
    PreviewOptions,
    check_asked,
    preview,
    previews,
)
from lehr.schedules import Schedule
from lehr.violations import below, violations

from .strict_json import document

OPTIONS = frozenset(PreviewOptions.model_fields)
OTHER = frozenset({"schedule", "format"})


class PreviewRequest(PreviewOptions):
    """A schedule, and which steps of it to show."""

    schedule: AnySchedule


class CurvesRequest(PreviewOptions):
    """Several schedules, and which steps of all of them to show."""

    schedules: Annotated[
        tuple[AnySchedule, ...],
        # Not strict: JSON has lists where Python has tuples; the schedules themselves stay strict.
        Field(strict=False, min_length=1, max_length=MOST_CURVES),
    ]


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


def from_query(request: Request) -> Curve:
    """Return the curve that a query string asks for; raise InvalidRequest naming the parameter."""
    given = _values(request.query_params)
    parameters = {name: given[name] for name in given if name not in OPTIONS | OTHER}
    nested = request.query_params.get("schedule")
    options = _options(given)
    with below("" if nested is None else "/schedule"):
        schedule = _schedule(parameters, nested)
    check_asked([schedule], options)
    with below("" if nested is None else "/schedule"):
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
    return parse(document(nested.encode()))


def _options(given: Mapping[str, Any]) -> PreviewOptions:
    options = {name: given[name] for name in given if name in OPTIONS}
    for name in ("at", "metric"):
        if isinstance(options.get(name), str):
            options[name] = [options[name]]
    try:
        return PreviewOptions.model_validate(options, strict=False)
    except ValidationError as error:
        raise InvalidRequest(violations(error, options, PreviewOptions)) from error
