"""`/jobs/{id}/comparison`: which configuration is better, and how sure that is."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import JobId, StateOf
from api.negotiation import JSON, tagged, unless_known
from lehr.comparison.answer import Comparison
from lehr.experiments.results import Moment

router = APIRouter(prefix="/jobs", tags=["jobs"])


class ComparisonQuery(BaseModel):
    """What configurations are compared by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str | None = None
    at: Moment = Moment.FINAL


@router.get(
    "/{job_id}/comparison",
    summary="Compare a job's configurations over their seeds",
    response_model=Comparison,
    responses={304: {"description": "The client has this comparison"}},
)
def get_comparison(
    request: Request, job_id: JobId, state: StateOf, query: Annotated[ComparisonQuery, Query()]
) -> Response:
    comparison = state.analyses.comparison(job_id, metric=query.metric, at=query.at)
    return unless_known(request, tagged(comparison.model_dump_json().encode(), JSON))
