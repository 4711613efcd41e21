"""`/jobs/{job_id}/runs/{run_id}`: one training, and what may be taken away of it."""

from fastapi import APIRouter, Request, Response

from api.answers import RunAnswer, run_shown
from api.dependencies import JobId, RunId, StateOf, takes

router = APIRouter(prefix="/jobs/{job_id}/runs/{run_id}", tags=["runs"])


@router.get(
    "",
    summary="Show a run and its manifest",
    response_model=RunAnswer,
    responses={304: {"description": "The client has this version"}},
    dependencies=[takes()],
)
def get_run(request: Request, job_id: JobId, run_id: RunId, state: StateOf) -> Response:
    return run_shown(request, job_id, *state.jobs.run(job_id, run_id))
