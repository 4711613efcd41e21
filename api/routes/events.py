"""`/jobs/{job_id}/events`: what happened to a job, in the order in which it did."""

from fastapi import APIRouter, Response

from api.dependencies import JobId, StateOf
from api.negotiation import JSON
from api.queries import EventsQuery
from lehr.experiments.events import EventPage

router = APIRouter(prefix="/jobs", tags=["jobs"])


@router.get("/{job_id}/events", summary="Read a job's events", response_model=EventPage)
def list_events(job_id: JobId, state: StateOf, query: EventsQuery) -> Response:
    page = state.events.page(job_id, after=query.after, limit=query.limit)
    return Response(page.model_dump_json(), media_type=JSON)
