"""What routes may ask for."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, params

from lehr.errors import InvalidRequest, UnknownJob, UnknownWebhook, Violation

from .state import State


def _state(request: Request) -> State:
    state: State = request.app.state.lehr
    return state


def _job_id(job_id: str) -> UUID:
    try:
        return UUID(job_id)
    except ValueError as error:
        raise UnknownJob(f"no job has the id {job_id[:80]}") from error


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


StateOf = Annotated[State, Depends(_state)]
JobId = Annotated[UUID, Depends(_job_id)]
WebhookId = Annotated[UUID, Depends(_webhook_id)]
