"""Whether a job is let in: the queue is bounded, and says when to come again."""

from datetime import timedelta
from math import ceil

from lehr.errors import QueueFull
from lehr.store.engine import Session
from lehr.store.locks import admit_alone
from lehr.store.run_store import RunStore

MEASURED = timedelta(minutes=5)
"""What the queue has lost in this time tells how fast it is drained."""
SOONEST, LATEST = 1, 300
"""Seconds."""


def admit(session: Session, runs: int, *, limit: int) -> None:
    """Let so many runs join the queue, to which nobody else adds until the transaction ends.

    Raises QueueFull where more than `limit` would wait.
    """
    admit_alone(session)
    store = RunStore(session)
    waiting = store.queued()
    if waiting + runs > limit:
        raise QueueFull(
            f"at most {limit} runs may wait; {waiting} do, and this job has {runs}",
            retry_after=seconds_to_drain(waiting + runs - limit, *store.finished(MEASURED)),
        )


def seconds_to_drain(excess: int, finished: int, seconds: float) -> int:
    """Return when `excess` runs will have left the queue if `finished` did so in the last seconds.

    Nobody is asked to come sooner than `SOONEST` or later than `LATEST`.
    """
    expected = excess * seconds / finished if finished else LATEST
    return max(SOONEST, min(LATEST, ceil(expected)))
