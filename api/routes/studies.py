"""`/studies`: experiments whose outcome is known."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.answers import JobAnswer, accepted
from api.dependencies import StateOf, takes, takes_no_body
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.studies.catalogue import STUDIES, find, requested
from lehr.experiments.studies.study import Study

router = APIRouter(prefix="/studies", tags=["studies"], dependencies=[takes()])


class StudyCatalogue(BaseModel):
    """Every study."""

    studies: list[Study]


@router.get("", summary="List the studies")
def list_studies() -> StudyCatalogue:
    return StudyCatalogue(studies=list(STUDIES.values()))


@router.get("/{name}", summary="Show a study")
def get_study(name: str) -> Study:
    return find(name)


@router.post(
    "/{name}",
    status_code=202,
    summary="Hand in a study's experiment",
    response_model=JobAnswer,
    dependencies=[takes_no_body()],
)
def run_study(name: str, state: StateOf) -> Response:
    return accepted(state.jobs.submit(JobSpec.model_validate(requested(name))))
