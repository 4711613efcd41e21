"""`/jobs/{id}/lr_range_test`: which rates a range test suggests."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import JobId, StateOf
from api.negotiation import JSON
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
)
def get_range_test(
    job_id: JobId, state: StateOf, query: Annotated[RangeTestQuery, Query()]
) -> Response:
    tests = state.analyses.range_tests(job_id, run_id=query.run)
    return Response(tests.model_dump_json(), media_type=JSON)
