"""`/jobs/{job_id}/plot`: what happened in a job, as a picture."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.dependencies import JobId, StateOf
from api.plots import plotted
from api.queries import PlotQuery

router = APIRouter(prefix="/jobs", tags=["jobs"])

PICTURE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture",
        "content": {
            "image/svg+xml": {"schema": {"type": "string"}},
            "image/png": {"schema": {"type": "string", "format": "binary"}},
        },
    },
    304: {"description": "The client has this picture"},
}


@router.get(
    "/{job_id}/plot",
    summary="Draw a column of the history, or the comparison",
    response_class=Response,
    responses=PICTURE,
)
def plot_job(request: Request, job_id: JobId, state: StateOf, query: PlotQuery) -> Response:
    return plotted(request, state, job_id, query)
