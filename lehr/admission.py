"""Let jobs in: the queue is bounded, and says when to come again."""

from datetime import timedelta
from math import ceil
from uuid import UUID

from lehr.errors import QueueFull
from lehr.experiments.job_plan import ResolvedJob
from lehr.store.engine import Session
from lehr.store.job_store import JobStore
from lehr.store.ledger import Ledger
from lehr.store.locks import admit_alone
from lehr.store.run_store import RunStore

MEASURED = timedelta(minutes=5)
"""What the queue has lost in this time tells how fast it is drained."""
SOONEST, LATEST = 1, 300
"""Seconds."""


def accept(session: Session, job_id: UUID, job: ResolvedJob, *, limit: int, **origin: UUID) -> None:
    """Keep a job with its runs in the queue; `origin` names the job that it comes of.

    Raises QueueFull where more than `limit` runs would wait.
    """
    admit(session, job.plan.runs, limit=limit)
    JobStore(session).add(
        job_id,
        priority=job.spec.priority,
        labels=job.spec.labels,
        experiment=job.spec.normalised(),
        plan=job.plan.model_dump(mode="json"),
        **origin,
    )
    runs = RunStore(session)
    runs.add(job_id, job.runs(), turn=runs.present_turn(job.spec.priority))
    Ledger(session, job_id).note("job.queued")


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
