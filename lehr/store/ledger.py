"""A job's row under lock: the one place that numbers events and derives a job's status."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lehr.errors import UnknownJob
from lehr.experiments.lifecycle import Status, job_status

from .engine import changed_jobs
from .tables import EventRow, JobRow, RunRow

JOB_EVENTS = {Status.QUEUED: "job.queued", Status.RUNNING: "job.started"}
"""Events whose name is not the status that they announce."""


class Ledger:
    """Holds the lock of one job's row until the transaction ends.

    Whoever changes runs of a job takes this lock first, then the runs': so events count without
    gaps in the order of commits, and two writers never wait for each other in a circle.
    """

    def __init__(self, session: Session, job_id: UUID) -> None:
        """Raise UnknownJob where there is none."""
        row = session.get(JobRow, job_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise UnknownJob(f"no job has the id {job_id}")
        self._session = session
        self._row = row

    @property
    def status(self) -> Status:
        """The job's status as of the last settling."""
        return Status(self._row.status)

    def note(self, event: str, run_id: UUID | None = None, **data: Any) -> None:
        """Write the job's next event."""
        self._row.version += 1
        changed_jobs(self._session).add(self._row.id)
        self._session.add(
            EventRow(
                job_id=self._row.id, seq=self._row.version, type=event, run_id=run_id, data=data
            )
        )

    def settle(self) -> None:
        """Derive the job's status from its runs, and note where it changed."""
        counts = self._counts()
        row, before = self._row, self.status
        if counts.get(Status.RUNNING) and row.started_at is None:
            row.started_at = self._now()
        after = job_status(counts, started=row.started_at is not None)
        if after == before:
            return
        row.status = after
        row.finished_at = self._now() if after.is_finished else None
        resumed = before is Status.PAUSED and not after.is_finished
        self.note("job.resumed" if resumed else JOB_EVENTS.get(after, f"job.{after}"))

    def _counts(self) -> Mapping[Status, int]:
        self._session.flush()
        counted = select(RunRow.status, func.count()).where(RunRow.job_id == self._row.id)
        rows = self._session.execute(counted.group_by(RunRow.status)).all()
        return {Status(status): count for status, count in rows}

    def _now(self) -> datetime:
        now: datetime = self._session.scalars(select(func.clock_timestamp())).one()
        return now
