"""Jobs' rows under lock: the one place that numbers events and derives a job's status."""

from collections.abc import Iterable, Iterator, Mapping
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

Counts = Mapping[Status, int]


class Page:
    """One job's row under lock."""

    def __init__(self, session: Session, row: JobRow) -> None:
        self._session = session
        self._row = row

    @property
    def status(self) -> Status:
        """The job's status as of the last settling."""
        return Status(self._row.status)

    @property
    def job_id(self) -> UUID:
        """The job's id."""
        return self._row.id

    @property
    def reproduces(self) -> UUID | None:
        """The job that this one trains again."""
        return self._row.reproduces

    def note(self, event: str, run_id: UUID | None = None, **data: Any) -> None:
        """Write the job's next event."""
        self._row.version += 1
        changed_jobs(self._session).add(self._row.id)
        self._session.add(
            EventRow(
                job_id=self._row.id, seq=self._row.version, type=event, run_id=run_id, data=data
            )
        )

    def become(self, counts: Counts, now: datetime) -> None:
        """Derive the job's status from how many of its runs are in each, and note a change."""
        row, before = self._row, self.status
        if counts.get(Status.RUNNING) and row.started_at is None:
            row.started_at = now
        after = job_status(counts, started=row.started_at is not None)
        if after == before:
            return
        row.status = after
        row.finished_at = now if after.is_finished else None
        resumed = before is Status.PAUSED and not after.is_finished
        self.note("job.resumed" if resumed else JOB_EVENTS.get(after, f"job.{after}"))


class Ledger(Page):
    """Holds the lock of one job's row until the transaction ends.

    Whoever changes runs of a job takes this lock first, then the runs': so events count without
    gaps in the order of commits, and two writers never wait for each other in a circle.
    """

    def __init__(self, session: Session, job_id: UUID) -> None:
        """Raise UnknownJob where there is none."""
        row = next(iter(_locked(session, [job_id])), None)
        if row is None:
            raise UnknownJob(f"no job has the id {job_id}")
        super().__init__(session, row)

    def settle(self) -> None:
        """Derive the job's status from its runs, and note where it changed."""
        _settle(self._session, {self._row.id: self})


class Ledgers:
    """Holds the locks of several jobs' rows, taken in one order; of jobs that are gone, none."""

    def __init__(self, session: Session, job_ids: Iterable[UUID]) -> None:
        self._session = session
        self._pages = {row.id: Page(session, row) for row in _locked(session, job_ids)}

    def __getitem__(self, job_id: UUID) -> Page:
        return self._pages[job_id]

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def settle(self) -> None:
        """Derive every job's status from its runs, and note where it changed."""
        _settle(self._session, self._pages)


def _locked(session: Session, job_ids: Iterable[UUID]) -> Iterable[JobRow]:
    wanted = select(JobRow).where(JobRow.id.in_(set(job_ids))).order_by(JobRow.id)
    # The key stays as it is: jobs that extend this one may name it meanwhile.
    locked = wanted.with_for_update(key_share=True)
    return session.scalars(locked, execution_options={"populate_existing": True})


def _settle(session: Session, pages: Mapping[UUID, Page]) -> None:
    session.flush()
    counted = select(RunRow.job_id, RunRow.status, func.count()).where(RunRow.job_id.in_(pages))
    counts: dict[UUID, dict[Status, int]] = {job_id: {} for job_id in pages}
    for job_id, status, runs in session.execute(counted.group_by(RunRow.job_id, RunRow.status)):
        counts[job_id][Status(status)] = runs
    now = session.scalars(select(func.clock_timestamp())).one()
    for job_id, page in pages.items():
        page.become(counts[job_id], now)
