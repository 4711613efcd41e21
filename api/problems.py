"""Errors become `application/problem+json` (RFC 9457), here and nowhere else."""

import logging
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from lehr.errors import BadRequest, InvalidRequest, LehrError, MethodNotAllowed, NotFound, Violation
from lehr.violations import translated

PROBLEM_JSON = "application/problem+json"

log = logging.getLogger(__name__)


class ProblemViolation(BaseModel):
    """One broken rule, and where."""

    pointer: str
    detail: str


class ProblemAnswer(BaseModel):
    """Why a request was refused or failed."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    """The request's id, as in `X-Request-Id` and in the logs."""
    errors: list[ProblemViolation] | None = None


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    422: {"model": ProblemAnswer, "description": "The request is not valid"},
    "4XX": {"model": ProblemAnswer, "description": "The request is refused"},
    "5XX": {"model": ProblemAnswer, "description": "The service failed"},
}
"""What every route may answer besides what it is for."""


def install(app: FastAPI) -> None:
    """Have the app answer every error that a route raises with a problem."""

    async def answer(request: Request, error: Exception) -> Response:
        return explained(_meant(request, error), request.state.request_id)

    for kind in (LehrError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)


def explained(error: LehrError, request_id: str) -> Response:
    """Return the answer that tells a client of an error; log it where the client can't help it."""
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning(error.detail, extra={"cause": str(error.__cause__).partition("\n")[0]})
    return render(error, request_id)


def render(error: LehrError, request_id: str) -> Response:
    """Return the answer that tells a client of an error."""
    body: dict[str, Any] = {
        "type": f"/problems/{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": request_id,
    }
    if isinstance(error, InvalidRequest):
        body["errors"] = [vars(violation) for violation in error.violations]
    return Response(orjson.dumps(body), error.status, _headers(error), PROBLEM_JSON)


def _headers(error: LehrError) -> dict[str, str]:
    retry = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    return retry | dict(error.headers)


def _meant(request: Request, error: Exception) -> LehrError:
    match error:
        case LehrError():
            return error
        case RequestValidationError():
            return InvalidRequest(_violations(request, error))
        case HTTPException(status_code=404):
            return NotFound(f"nothing lives at {request.url.path}")
        case HTTPException(status_code=405):
            return _not_allowed(request)
        case _:
            return BadRequest("the request cannot be read")


def _not_allowed(request: Request) -> MethodNotAllowed:
    """Name every method of the path: the router names those of its first route alone."""
    path = getattr(request.scope.get("route"), "path", "")
    operations = request.app.openapi()["paths"].get(path, ["get", "head"])  # of the document itself
    allowed = ", ".join(method.upper() for method in operations)
    return MethodNotAllowed(f"{request.method} is not allowed here: {allowed}", {"Allow": allowed})


def _violations(request: Request, error: RequestValidationError) -> list[Violation]:
    route = request.scope["route"]
    body = route.body_field and route.body_field.field_info.annotation
    query = next((field.field_info.annotation for field in route.dependant.query_params), None)
    return [
        *_translated("query", error, dict(request.query_params), query),
        *_translated("header", error, request.headers, None),
        *_translated("body", error, error.body, body),
    ]


def _translated(
    place: str, error: RequestValidationError, document: object, model: object
) -> tuple[Violation, ...]:
    details = [one | {"loc": one["loc"][1:]} for one in error.errors() if one["loc"][0] == place]
    return translated(details, document, model)
