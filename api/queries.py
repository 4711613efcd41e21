"""What routes take in their query; anything else there is refused."""

from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import Header, Query
from pydantic import BaseModel, ConfigDict, Field

from lehr.experiments.history import History, StepHistory
from lehr.experiments.lifecycle import Status
from lehr.experiments.results import Moment
from lehr.exports import Form
from lehr.jobs import Jobs
from lehr.plots import Look

Cursor = Annotated[str | None, Field(max_length=200, description="The `next` of another page")]
Limit = Annotated[int, Field(ge=1, le=200)]
Points = Annotated[int | None, Field(ge=2, le=100_000, description="Thinned to about so many rows")]
MAX_SEQ = 2**31 - 1
"""Events are counted in 32 bits."""


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SubmitQuery(_Query):
    validate_only: bool = False


class _JobsQuery(_Query):
    status: Status | None = None
    label: str | None = Field(
        default=None, pattern=r"^[^:\x00]+:[^\x00]+$", description="As name:value"
    )
    cursor: Cursor = None
    limit: Limit = 50

    @property
    def labelled(self) -> tuple[str, str] | None:
        """The label's name and value."""
        name, _, value = (self.label or "").partition(":")
        return (name, value) if self.label else None


class _RunsQuery(_Query):
    status: Status | None = None
    cursor: Cursor = None
    limit: Limit = 50


class _DeliveriesQuery(_Query):
    cursor: Cursor = None
    limit: Limit = 50


class _HistoryQuery(_Query):
    run: UUID | None = Field(default=None, description="One run's history alone")
    after_epoch: int = Field(default=0, ge=0, le=1_000_000, description="Epochs beyond this one")
    points: Points = None
    format: Literal["json", "csv"] | None = None

    def read(self, jobs: Jobs, job_id: UUID) -> History:
        """Return what is asked for."""
        return jobs.history(job_id, run_id=self.run, after=self.after_epoch, points=self.points)


class _StepsQuery(_Query):
    run: UUID | None = Field(default=None, description="One run's updates alone")
    after_step: int = Field(default=-1, ge=-1, le=10**12, description="Updates beyond this one")
    points: Points = None
    format: Literal["json", "csv"] | None = None

    def read(self, jobs: Jobs, job_id: UUID) -> StepHistory:
        """Return what is asked for."""
        return jobs.steps(job_id, run_id=self.run, after=self.after_step, points=self.points)


class _ExportQuery(_Query):
    format: Form = Field(default="csv", description="TensorBoard's files come in a ZIP archive")


class _ComparisonQuery(_Query):
    metric: str | None = None
    at: Moment = Moment.FINAL


class _PlotQuery(Look):
    series: str = Field(default="loss", description="A column of the history, or `comparison`")
    metric: str | None = Field(default=None, description="Of a comparison: what is compared")
    at: Moment = Field(default=Moment.FINAL, description="Of a comparison: at which epoch")
    format: Literal["svg", "png"] | None = None


class _RangeTestQuery(_Query):
    run: UUID | None = Field(default=None, description="One run's range test alone")


class _EventsQuery(_Query):
    after: int = Field(default=0, ge=0, le=MAX_SEQ, description="Events beyond this number")
    limit: Limit = 200

    def behind(self, last: int | None) -> Self:
        """Return what a client wants that comes again with the number of its last event."""
        return self if last is None else self.model_copy(update={"after": last})


SubmitQuery = Annotated[_SubmitQuery, Query()]
JobsQuery = Annotated[_JobsQuery, Query()]
RunsQuery = Annotated[_RunsQuery, Query()]
DeliveriesQuery = Annotated[_DeliveriesQuery, Query()]
HistoryQuery = Annotated[_HistoryQuery, Query()]
StepsQuery = Annotated[_StepsQuery, Query()]
ExportQuery = Annotated[_ExportQuery, Query()]
ComparisonQuery = Annotated[_ComparisonQuery, Query()]
PlotQuery = Annotated[_PlotQuery, Query()]
RangeTestQuery = Annotated[_RangeTestQuery, Query()]
EventsQuery = Annotated[_EventsQuery, Query()]
LastEventId = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=MAX_SEQ)]
