"""What routes take in their query; anything else there is refused."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from lehr.experiments.lifecycle import Status

Cursor = Annotated[str | None, Field(max_length=200, description="The `next` of another page")]
Limit = Annotated[int, Field(ge=1, le=200)]


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
    points: int | None = Field(default=None, ge=2, le=100_000, description="Thinned to about")
    format: Literal["json", "csv"] | None = None


SubmitQuery = Annotated[_SubmitQuery, Query()]
JobsQuery = Annotated[_JobsQuery, Query()]
RunsQuery = Annotated[_RunsQuery, Query()]
DeliveriesQuery = Annotated[_DeliveriesQuery, Query()]
HistoryQuery = Annotated[_HistoryQuery, Query()]
