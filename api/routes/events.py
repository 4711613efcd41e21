"""`/jobs/{job_id}/events`: what happened to a job, as a list or as it happens."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.dependencies import JobId, StateOf
from api.queries import EventsQuery, LastEventId
from lehr.experiments.events import EventPage

router = APIRouter(prefix="/jobs", tags=["jobs"])

STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


@router.get(
    "/{job_id}/events",
    summary="Read a job's events, or follow them",
    response_model=EventPage,
    responses=STREAM,
)
async def list_events(
    request: Request, job_id: JobId, state: StateOf, query: EventsQuery, last: LastEventId = None
) -> Response:
    return await state.following.log(request, job_id, query.behind(last))
