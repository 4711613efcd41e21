"""The same job again: of what one can be made."""

from lehr.errors import IllegalMove

from .job_spec import JobSpec
from .lifecycle import Status
from .records import JobSummary


def repeated(job: JobSummary) -> JobSpec:
    """Return the job that trains the same runs; a job that extends another trains all epochs.

    Raises IllegalMove where the job is not finished, or no run of it has succeeded.
    """
    if not job.status.is_finished:
        raise IllegalMove(f"a job that is {job.status} cannot be reproduced: it must be finished")
    if not job.runs_by_status.get(Status.SUCCEEDED):
        raise IllegalMove("a job of which no run has succeeded leaves nothing to be reproduced")
    return JobSpec.model_validate(job.experiment)
