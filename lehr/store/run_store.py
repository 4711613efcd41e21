"""Runs as clients see them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from lehr.errors import UnknownRun
from lehr.experiments.lifecycle import Status
from lehr.experiments.reading import Traced
from lehr.experiments.records import Conformance, Problem, Run, Warned
from lehr.experiments.reproduction import RunReproduction

from .epoch_store import record
from .tables import EpochRow, JobRow, ModelRow, RunRow

Final, Best = aliased(EpochRow), aliased(EpochRow)


class RunStore:
    """The runs of jobs, read and added."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, job_id: UUID, runs: Sequence[dict[str, Any]], *, turn: int = 0) -> None:
        """Queue the runs of a new job in the order given, one a turn from `turn` on."""
        shared = {"job_id": job_id, "status": Status.QUEUED}
        self._session.execute(
            insert(RunRow),
            [
                shared | {"position": place, "turn": turn + place} | run
                for place, run in enumerate(runs)
            ],
        )

    def present_turn(self, priority: int) -> int:
        """Return whose turn it is among the runs that wait with this priority.

        A job that comes now takes its turns from here on, so that it shares the workers with those
        before it run by run (start-time fair queuing: Goyal et al. 1996).
        """
        waiting = RunRow.status == Status.QUEUED, RunRow.priority == priority
        earliest = self._session.scalar(select(func.min(RunRow.turn)).where(*waiting))
        return earliest or 0

    def queued(self) -> int:
        """Count the runs that wait for a worker."""
        waiting = select(func.count()).where(RunRow.status == Status.QUEUED)
        return self._session.scalars(waiting).one()

    def are_paused(self, job_id: UUID) -> bool:
        """Tell whether any run of the job has been set aside, or is about to be."""
        aside = or_(RunRow.status == Status.PAUSED, RunRow.pause_requested)
        return bool(self._session.scalar(select(RunRow.key).where(RunRow.job_id == job_id, aside)))

    def of_use(self, run_ids: Collection[UUID], kept_for: timedelta) -> set[UUID]:
        """Return which of the runs exist and may be gone on from, or have a model.

        That is now, or for so long after their success in a longer training.
        """
        lost = RunRow.status.in_([Status.FAILED, Status.CANCELLED])
        done = RunRow.status == Status.SUCCEEDED, RunRow.finished_at < func.now() - kept_for
        model = exists().where(ModelRow.run_key == RunRow.key, ModelRow.error.is_(None))
        may_go_on = and_(~lost, ~and_(*done))
        wanted = select(RunRow.id).where(RunRow.id.in_(run_ids), or_(may_go_on, model))
        return set(self._session.scalars(wanted))

    def finished(self, within: timedelta) -> tuple[int, float]:
        """Count the runs that have ended lately, and the seconds since the first of these."""
        now = func.clock_timestamp()
        lately = func.count(), func.extract("epoch", now - func.min(RunRow.finished_at))
        count, seconds = self._session.execute(
            select(*lately).where(RunRow.finished_at > now - within)
        ).one()
        return count, float(seconds or 0)

    def queue_position(self, job_id: UUID) -> int | None:
        """Return 1 if a run of the job is next, and null if none is queued."""
        mine = select(RunRow.priority, RunRow.turn, RunRow.key).where(
            RunRow.job_id == job_id, RunRow.status == Status.QUEUED
        )
        in_order = mine.order_by(RunRow.priority.desc(), RunRow.turn, RunRow.key)
        first = self._session.execute(in_order.limit(1)).one_or_none()
        if first is None:
            return None
        ahead = select(func.count()).where(RunRow.status == Status.QUEUED, _before(*first))
        return self._session.scalars(ahead).one() + 1

    def page(
        self, job_id: UUID, *, status: Status | None = None, after: int = -1, limit: int = 100
    ) -> Sequence[Run]:
        """Return the job's runs behind position `after`, in order."""
        wanted = _wanted(job_id).where(RunRow.position > after)
        if status is not None:
            wanted = wanted.where(RunRow.status == status)
        rows = self._session.execute(wanted.order_by(RunRow.position).limit(limit))
        return [_run(*row) for row in rows]

    def get(self, job_id: UUID, run_id: UUID) -> Run:
        """Return one run of the job; raise UnknownRun where there is none."""
        found = self._session.execute(_wanted(job_id).where(RunRow.id == run_id)).one_or_none()
        if found is None:
            raise UnknownRun(f"job {job_id} has no run {run_id}")
        return _run(*found)

    def traced(self, job_id: UUID, run_id: UUID | None = None) -> Sequence[Traced]:
        """Return the job's runs, or one, with their epochs; raise UnknownRun where it has none."""
        columns = (RunRow.key, RunRow.id, RunRow.parameters, RunRow.seed, RunRow.epochs_done)
        wanted = select(*columns).where(RunRow.job_id == job_id).order_by(RunRow.position)
        if run_id is not None:
            wanted = wanted.where(RunRow.id == run_id)
        found = [Traced(*row) for row in self._session.execute(wanted)]
        if not found:
            raise UnknownRun(f"job {job_id} has no run {run_id}")
        return found


def _wanted(job_id: UUID) -> Select[tuple[RunRow, EpochRow, EpochRow, Any]]:
    return (
        select(RunRow, Final, Best, JobRow.plan["metric_names"])
        .join(JobRow, JobRow.id == RunRow.job_id)
        .outerjoin(Final, and_(Final.run_key == RunRow.key, Final.epoch == RunRow.epochs_done))
        .outerjoin(Best, and_(Best.run_key == RunRow.key, Best.epoch == RunRow.best_epoch))
        .where(RunRow.job_id == job_id)
    )


def _before(priority: int, turn: int, key: int) -> ColumnElement[bool]:
    sooner = tuple_(RunRow.turn, RunRow.key) < tuple_(literal(turn), literal(key))
    return or_(RunRow.priority > priority, and_(RunRow.priority == priority, sooner))


def _run(row: RunRow, final: EpochRow | None, best: EpochRow | None, names: Sequence[str]) -> Run:
    return Run(
        id=row.id,
        position=row.position,
        status=Status(row.status),
        parameters=row.parameters,
        seed=row.seed,
        epochs=row.epochs,
        epochs_done=row.epochs_done,
        final=final and record(final).named(names),
        best=best and record(best).named(names),
        lr_conformance=_conformance(row),
        trainer_used=row.trainer_used,
        weights_sha256=row.weights_sha256,
        data_sha256=row.data_sha256,
        reproduction=row.reproduction and RunReproduction(**row.reproduction),
        attempts=row.attempts,
        warnings=[Warned(**warning) for warning in row.warnings],
        error=row.error and Problem(**row.error),
        queued_at=row.queued_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def _conformance(row: RunRow) -> Conformance | None:
    return None if row.max_abs_error is None else Conformance(max_abs_error=row.max_abs_error)
