"""Jobs as clients see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import delete, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from lehr.errors import UnknownJob
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import JobPlan, JobSummary, Progress, Warned
from lehr.experiments.reproduction import JobReproduction

from .tables import JobRow, RunRow

Found = TypeVar("Found")


class Tally(NamedTuple):
    """A job's runs in one state."""

    status: Status
    runs: int
    epochs_done: int
    epochs: int


class JobStore:
    """The jobs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, job_id: UUID, **facts: Any) -> None:
        """Keep a new job; its runs are added beside it."""
        self._session.add(JobRow(id=job_id, status=Status.QUEUED, version=0, **facts))
        self._session.flush()

    def version(self, job_id: UUID) -> int:
        """Return the number of the job's last event, by primary key alone."""
        version = self._session.scalar(select(JobRow.version).where(JobRow.id == job_id))
        return _known(job_id, version)

    def summary(self, job_id: UUID) -> JobSummary:
        """Return one job without its runs."""
        row = _known(job_id, self._session.get(JobRow, job_id))
        return self._summaries([row])[0]

    def plan(self, job_id: UUID) -> JobPlan:
        """Return what was promised when the job was accepted."""
        plan = self._session.scalar(select(JobRow.plan).where(JobRow.id == job_id))
        return JobPlan(**_known(job_id, plan))

    def page(
        self,
        *,
        status: Status | None = None,
        label: tuple[str, str] | None = None,
        before: tuple[datetime, UUID] | None = None,
        limit: int,
    ) -> Sequence[JobSummary]:
        """Return jobs, newest first, older than `before`."""
        wanted = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)
        if status is not None:
            wanted = wanted.where(JobRow.status == status)
        if label is not None:
            wanted = wanted.where(JobRow.labels.contains(dict([label])))
        if before is not None:
            wanted = wanted.where(tuple_(JobRow.created_at, JobRow.id) < tuple_(*before))
        return self._summaries(self._session.scalars(wanted).all())

    def delete(self, job_id: UUID) -> None:
        """Forget a job, whose lock is held, with its runs, histories and events.

        Jobs that name it are told before: whoever writes to one of them holds this one's key.
        """
        names_it = or_(JobRow.parent == job_id, JobRow.reproduces == job_id)
        naming = select(JobRow.id).where(names_it).order_by(JobRow.id)
        orphaned = self._session.scalars(naming.with_for_update(key_share=True)).all()
        for name in (JobRow.parent, JobRow.reproduces):
            told = update(JobRow).where(JobRow.id.in_(orphaned), name == job_id)
            self._session.execute(told.values({name: None}))
        self._session.execute(delete(JobRow).where(JobRow.id == job_id))

    def _summaries(self, rows: Sequence[JobRow]) -> Sequence[JobSummary]:
        tallies = self._tallies([row.id for row in rows])
        now = self._session.scalars(select(func.now())).one()
        return [_summary(row, tallies[row.id], now) for row in rows]

    def _tallies(self, job_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Tally]]:
        columns = (func.count(), func.sum(RunRow.epochs_done), func.sum(RunRow.epochs))
        counted = select(RunRow.job_id, RunRow.status, *columns).where(RunRow.job_id.in_(job_ids))
        found: dict[UUID, Sequence[Tally]] = {job_id: [] for job_id in job_ids}
        for row in self._session.execute(counted.group_by(RunRow.job_id, RunRow.status)):
            job_id, status, *sums = row
            found[job_id] = [*found[job_id], Tally(Status(status), *map(int, sums))]
        return found


def _summary(row: JobRow, tallies: Sequence[Tally], now: datetime) -> JobSummary:
    return JobSummary(
        id=row.id,
        status=Status(row.status),
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        parent=row.parent,
        reproduces=row.reproduces,
        reproduction=row.reproduction and JobReproduction(**row.reproduction),
        version=row.version,
        priority=row.priority,
        labels=row.labels,
        experiment=row.experiment,
        warnings=[Warned(**warning) for warning in row.plan["warnings"]],
        progress=_progress(row, tallies, now),
        runs_total=sum(tally.runs for tally in tallies),
        runs_by_status={tally.status: tally.runs for tally in tallies},
    )


def _progress(row: JobRow, tallies: Sequence[Tally], now: datetime) -> Progress:
    done = sum(tally.epochs_done for tally in tallies)
    total = sum(tally.epochs for tally in tallies)
    return Progress(epochs_done=done, epochs_total=total, eta_seconds=_eta(row, done, total, now))


def _eta(row: JobRow, done: int, total: int, now: datetime) -> float | None:
    if row.status != Status.RUNNING or row.started_at is None or not done:
        return None
    return (now - row.started_at).total_seconds() / done * (total - done)


def _known(job_id: UUID, found: Found | None) -> Found:
    if found is None:
        raise UnknownJob(f"no job has the id {job_id}")
    return found
