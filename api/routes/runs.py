"""`/jobs/{job_id}/runs/{run_id}`: one training, and what may be taken away of it."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from api.answers import RunAnswer, run_shown
from api.dependencies import JobId, RunId, StateOf, takes
from api.model_answers import BINARY, BeingMade, given
from api.queries import ModelQuery

router = APIRouter(prefix="/jobs/{job_id}/runs/{run_id}", tags=["runs"])

MODEL: dict[int | str, dict[str, Any]] = {
    200: {"content": {BINARY: {"schema": {"type": "string", "format": "binary"}}}},
    202: {"model": BeingMade, "description": "The model is being made: come again"},
    304: {"description": "The client has this file"},
}


@router.get(
    "",
    summary="Show a run and its manifest",
    response_model=RunAnswer,
    responses={304: {"description": "The client has this version"}},
    dependencies=[takes()],
)
def get_run(request: Request, job_id: JobId, run_id: RunId, state: StateOf) -> Response:
    return run_shown(request, job_id, *state.manifests.get(job_id, run_id))


@router.get(
    "/model",
    summary="Take away a run's model as a file of Keras's",
    response_class=FileResponse,
    responses=MODEL,
)
def get_model(
    request: Request, job_id: JobId, run_id: RunId, state: StateOf, query: ModelQuery
) -> Response:
    return given(request, run_id, state.models.get(job_id, run_id, query.epoch))
