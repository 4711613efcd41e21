"""`/jobs/{job_id}/comparison`: which configuration is better, and how sure that is."""

from fastapi import APIRouter, Request, Response

from api.answers import computed
from api.dependencies import JobId, StateOf
from api.queries import ComparisonQuery
from lehr.comparison.answer import Comparison

router = APIRouter(prefix="/jobs", tags=["jobs"])


@router.get(
    "/{job_id}/comparison",
    summary="Compare a job's configurations over their seeds",
    response_model=Comparison,
    responses={304: {"description": "The client has this comparison"}},
)
def get_comparison(
    request: Request, job_id: JobId, state: StateOf, query: ComparisonQuery
) -> Response:
    return computed(request, state.analyses.comparison(job_id, metric=query.metric, at=query.at))
