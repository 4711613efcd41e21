"""What routes may ask for."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request, params

from lehr.errors import InvalidRequest, UnknownRun, UnknownWebhook, Violation
from lehr.experiments.idempotency import IdempotencyKey
from lehr.wording import spelled

from .job_query import job_id_of
from .state import State
from .strict_json import document

KEY_HEADER = "Idempotency-Key"
KeyName = Annotated[
    str | None,
    Header(alias=KEY_HEADER, min_length=1, max_length=255, pattern="^[ -~]*$"),
]


async def _state(request: Request) -> State:
    state: State = request.app.state.lehr
    return state


async def _job_id(job_id: str) -> UUID:
    return job_id_of(job_id)


async def _run_id(run_id: str) -> UUID:
    try:
        return UUID(run_id)
    except ValueError as error:
        raise UnknownRun(f"no run has the id {run_id[:80]}") from error


async def _idempotency_key(request: Request, name: KeyName = None) -> IdempotencyKey | None:
    if (given := len(request.headers.getlist(KEY_HEADER))) > 1:
        rule = f"a request has at most one key; received {given}"
        raise InvalidRequest([Violation(f"/{KEY_HEADER}", rule)])
    caller = getattr(request.state, "caller", "")
    return None if name is None else IdempotencyKey(caller, name)


def _webhook_id(webhook_id: str) -> UUID:
    try:
        return UUID(webhook_id)
    except ValueError as error:
        raise UnknownWebhook(f"no webhook has the id {webhook_id[:80]}") from error


def takes(*names: str) -> params.Depends:
    """Have a route refuse every query parameter but these."""

    async def check(request: Request) -> None:
        unknown = next((name[:80] for name in request.query_params if name not in names), None)
        if unknown is not None:
            known = f"; there is {', '.join(names)}" if names else ""
            raise InvalidRequest([Violation(f"/{unknown}", f"no such parameter{known}")])

    return params.Depends(check)


def takes_no_body() -> params.Depends:
    """Have a route refuse every body but an empty object."""

    async def check(request: Request) -> None:
        text = await request.body()
        if text and (sent := document(text)) != {}:
            detail = f"the body must be empty or {{}}; received {spelled(sent)}"
            raise InvalidRequest([Violation("", detail)])

    return params.Depends(check)


StateOf = Annotated[State, Depends(_state)]
IdempotencyKeyOf = Annotated[IdempotencyKey | None, Depends(_idempotency_key)]
JobId = Annotated[UUID, Depends(_job_id)]
RunId = Annotated[UUID, Depends(_run_id)]
WebhookId = Annotated[UUID, Depends(_webhook_id)]
