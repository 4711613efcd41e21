"""`/jobs/{id}/lr_range_test`: which rates a range test suggests."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import JobId, StateOf
from api.negotiation import JSON, tagged, unless_known
from lehr.experiments.range_report import RangeTests

router = APIRouter(prefix="/jobs", tags=["jobs"])


class RangeTestQuery(BaseModel):
    """Which of a job's range tests are looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: UUID | None = Field(default=None, description="One run's range test alone")


@router.get(
    "/{job_id}/lr_range_test",
    summary="Show the losses of a range test, and the rates that they suggest",
    response_model=RangeTests,
    responses={304: {"description": "The client has these range tests"}},
)
def get_range_test(
    request: Request, job_id: JobId, state: StateOf, query: Annotated[RangeTestQuery, Query()]
) -> Response:
    tests = state.analyses.range_tests(job_id, run_id=query.run)
    return unless_known(request, tagged(tests.model_dump_json().encode(), JSON))
