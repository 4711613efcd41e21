"""`/jobs/{job_id}/lr_range_test`: which rates a range test suggests."""

from fastapi import APIRouter, Request, Response

from api.answers import computed
from api.dependencies import JobId, StateOf
from api.queries import RangeTestQuery
from lehr.experiments.range_report import RangeTests

router = APIRouter(prefix="/jobs", tags=["jobs"])


@router.get(
    "/{job_id}/lr_range_test",
    summary="Show the losses of a range test, and the rates that they suggest",
    response_model=RangeTests,
    responses={304: {"description": "The client has these range tests"}},
)
def get_range_test(
    request: Request, job_id: JobId, state: StateOf, query: RangeTestQuery
) -> Response:
    return computed(request, state.analyses.range_tests(job_id, run_id=query.run))
