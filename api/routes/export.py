"""`/jobs/{job_id}/export`: a job's history as a file."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.dependencies import JobId, StateOf
from api.exports import FILES, exported
from api.queries import ExportQuery

router = APIRouter(prefix="/jobs", tags=["jobs"])

FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind, _ in FILES.values()
        },
    },
    304: {"description": "The client has this file"},
}


@router.get(
    "/{job_id}/export",
    summary="Take away what happened in all runs, as a file",
    response_class=Response,
    responses=FORMS,
)
def export_job(request: Request, job_id: JobId, state: StateOf, query: ExportQuery) -> Response:
    return exported(request, state.histories, job_id, query.format)
