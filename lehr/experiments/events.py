"""A job's log as clients read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from .record import Record


class Event(Record):
    """One change of a job or of a run."""

    seq: int
    """Counts the job's events from 1 without gaps, in the order of their commits."""
    at: datetime
    type: str
    run: UUID | None
    """The run that changed; null where it is the job."""
    data: dict[str, Any]


class EventPage(Record):
    """Events of one job, in order."""

    events: list[Event]


class Mark(Record):
    """How far a job's log has come."""

    version: int
    """The number of the last event."""
    is_finished: bool
    """Whether that event is the final one."""
