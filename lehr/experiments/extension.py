"""Longer training of a finished job: the same runs, with more epochs before them."""

from pydantic import BaseModel, ConfigDict, Field

from lehr.errors import IllegalMove, InvalidRequest, Violation

from .job_spec import JobSpec
from .lifecycle import Status
from .records import JobSummary


class Extension(BaseModel):
    """The body of `POST /jobs/{id}/extend`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    epochs: int = Field(ge=1, le=1_000_000)
    """Of the whole training, those of the job that is extended included, as Keras counts them."""


def extended(job: JobSummary, epochs: int) -> JobSpec:
    """Return the job that goes on to `epochs`, counted from the first one of `job`.

    Raises IllegalMove where the job has not succeeded or has no number of epochs of its own, and
    InvalidRequest where `epochs` is no more than it has.
    """
    if job.status is not Status.SUCCEEDED:
        raise IllegalMove(f"a job that is {job.status} cannot be extended: it must have succeeded")
    spec = JobSpec.model_validate(job.experiment)
    if (obstacle := _obstacle(spec)) is not None:
        raise IllegalMove(obstacle)
    if epochs <= spec.epochs:
        rule = f"`epochs` counts from the job's first epoch and must be > its {spec.epochs}"
        raise InvalidRequest([Violation("/epochs", f"{rule}; received {epochs}")])
    return spec.model_copy(update={"epochs": epochs})


def _obstacle(spec: JobSpec) -> str | None:
    if spec.lr_range_test is not None:
        return "a range test cannot be extended: it ends where its rates do"
    sets = spec.sweep if isinstance(spec.sweep, list) else [spec.sweep or {}]
    if any("epochs" in changes for changes in sets):
        return "a job that sweeps over `epochs` cannot be extended: it has no one number of them"
    return None
