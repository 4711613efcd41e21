"""The states of a run, the moves between them, and what a job's runs say of the job."""

from collections.abc import Mapping
from enum import StrEnum

from lehr.errors import IllegalMove


class Status(StrEnum):
    """The state of a run; a job's status has the same names."""

    QUEUED = "queued"
    """Committed, and waiting for a worker."""
    RUNNING = "running"
    """Held by a worker under a lease."""
    PAUSED = "paused"
    """Set aside until resumed."""
    SUCCEEDED = "succeeded"
    """Trained to its last epoch; a diverged run too, for that is its result."""
    FAILED = "failed"
    """Ended by an error, which the run keeps."""
    CANCELLED = "cancelled"
    """Ended on request."""

    @property
    def is_finished(self) -> bool:
        """Whether nothing moves on from here."""
        return not MOVES[self]


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.PAUSED, Status.CANCELLED}),
    Status.RUNNING: frozenset(set(Status) - {Status.RUNNING}),
    Status.PAUSED: frozenset({Status.QUEUED, Status.CANCELLED}),
    Status.SUCCEEDED: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""Every legal move of a run."""


def move(present: Status, to: Status) -> Status:
    """Return `to`, or raise IllegalMove where the table has no such move."""
    if to not in MOVES[present]:
        raise IllegalMove(f"a run that is {present} cannot become {to}")
    return to


def job_status(runs: Mapping[Status, int], *, started: bool) -> Status:
    """Derive a job's status from how many of its runs are in each state."""
    if runs.get(Status.RUNNING) or runs.get(Status.QUEUED):
        return Status.RUNNING if started else Status.QUEUED
    for status in (Status.PAUSED, Status.FAILED, Status.CANCELLED):
        if runs.get(status):
            return status
    return Status.SUCCEEDED
