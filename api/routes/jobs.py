"""`/jobs`: experiments handed in, followed, read and ended."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.answers import JobAnswer, PlanAnswer, accepted, listed, planned, told
from api.dependencies import IdempotencyKeyOf, JobId, StateOf, takes, takes_no_body
from api.direct import DirectRoute
from api.following import Following
from api.job_query import PARAMETERS, job_id_of
from api.queries import HistoryQuery, JobsQuery, RunsQuery, StepsQuery, SubmitQuery
from api.strict_json import JsonRoute
from lehr.experiments.extension import Extension
from lehr.experiments.history import History, StepHistory
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import JobPage, RunPage

router = APIRouter(prefix="/jobs", tags=["jobs"], route_class=JsonRoute)
direct = APIRouter(prefix="/jobs", tags=["jobs"], route_class=DirectRoute)

UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The client has this version"}}
TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.post(
    "",
    status_code=202,
    summary="Hand in an experiment",
    response_model=JobAnswer,
    responses={200: {"model": PlanAnswer, "description": "The plan; nothing is stored"}},
)
def submit_job(
    spec: JobSpec, state: StateOf, query: SubmitQuery, key: IdempotencyKeyOf
) -> Response:
    if query.validate_only:
        return planned(*state.jobs.plan(spec))
    return accepted(state.jobs.submit(spec, key))


@router.get("", summary="List jobs, newest first", response_model=JobPage)
def list_jobs(request: Request, state: StateOf, query: JobsQuery) -> Response:
    page = state.jobs.page(
        status=query.status, label=query.labelled, cursor=query.cursor, limit=query.limit
    )
    return listed(request, page, page.next)


@direct.get(
    "/{job_id}",
    summary="Show a job",
    response_model=JobAnswer,
    responses=UNCHANGED,
    openapi_extra={"parameters": PARAMETERS},
)
async def get_job(request: Request, job_id: str) -> Response:
    following: Following = request.app.state.lehr.following
    return await following.job(request, job_id_of(job_id))


@router.delete(
    "/{job_id}", status_code=204, summary="Forget a finished job", dependencies=[takes()]
)
def delete_job(job_id: JobId, state: StateOf) -> None:
    state.jobs.delete(job_id)


@router.post(
    "/{job_id}/cancel",
    status_code=202,
    summary="Cancel a job",
    response_model=JobAnswer,
    dependencies=[takes()],
)
def cancel_job(job_id: JobId, state: StateOf) -> Response:
    return accepted(state.jobs.cancel(job_id))


@router.post(
    "/{job_id}/pause",
    status_code=202,
    summary="Set a job aside",
    response_model=JobAnswer,
    dependencies=[takes()],
)
def pause_job(job_id: JobId, state: StateOf) -> Response:
    return accepted(state.jobs.pause(job_id))


@router.post(
    "/{job_id}/resume",
    status_code=202,
    summary="Go on with a job that was set aside",
    response_model=JobAnswer,
    dependencies=[takes()],
)
def resume_job(job_id: JobId, state: StateOf) -> Response:
    return accepted(state.jobs.resume(job_id))


@router.post(
    "/{job_id}/extend",
    status_code=202,
    summary="Train a finished job for more epochs, as a new job",
    response_model=JobAnswer,
    dependencies=[takes()],
)
def extend_job(job_id: JobId, extension: Extension, state: StateOf) -> Response:
    return accepted(state.jobs.extend(job_id, extension.epochs))


@router.post(
    "/{job_id}/reproduce",
    status_code=202,
    summary="Train a finished job again, and tell whether it comes out the same",
    response_model=JobAnswer,
    dependencies=[takes(), takes_no_body()],
)
def reproduce_job(job_id: JobId, state: StateOf) -> Response:
    return accepted(state.jobs.reproduce(job_id))


@router.get("/{job_id}/runs", summary="Page through a job's runs", response_model=RunPage)
def list_runs(request: Request, job_id: JobId, state: StateOf, query: RunsQuery) -> Response:
    page = state.jobs.runs(job_id, status=query.status, cursor=query.cursor, limit=query.limit)
    return listed(request, page, page.next)


@router.get(
    "/{job_id}/history",
    summary="Show what happened, epoch by epoch",
    response_model=History,
    responses=TABLE | UNCHANGED,
)
def get_history(request: Request, job_id: JobId, state: StateOf, query: HistoryQuery) -> Response:
    return told(request, state.jobs, job_id, query)


@router.get(
    "/{job_id}/steps",
    summary="Show the updates that runs kept",
    response_model=StepHistory,
    responses=TABLE | UNCHANGED,
)
def get_steps(request: Request, job_id: JobId, state: StateOf, query: StepsQuery) -> Response:
    return told(request, state.jobs, job_id, query)
