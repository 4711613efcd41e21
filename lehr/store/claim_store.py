"""Runs as workers hold them: claimed under a lease, written to under a fencing token."""

from collections.abc import Sequence
from datetime import timedelta
from math import isnan
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Result, Update, and_, case, func, select, update
from sqlalchemy.orm import Session

from lehr.errors import Fenced
from lehr.experiments.configurations import run_document
from lehr.experiments.history import EpochRecord
from lehr.experiments.lifecycle import Status, move
from lehr.experiments.records import Assignment, Claim, Outcome, Problem, Warned

from .tables import JobRow, RunRow, WorkerRow

HELD = (
    RunRow.key,
    RunRow.id.label("run_id"),
    RunRow.job_id,
    RunRow.token,
    RunRow.attempts,
    RunRow.cancel_requested,
)
RELEASED = {"owner": None, "lease_until": None}


class ClaimStore:
    """Every change of a run's state. Leases are counted on the database's clock alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, owner: str, lease: timedelta, limit: int = 1) -> Sequence[Claim]:
        """Take queued runs by priority, then age; none while `owner` is asked to stop."""
        stopping = select(WorkerRow).where(WorkerRow.name == owner, WorkerRow.stopping).exists()
        waiting = select(RunRow.key).where(RunRow.status == Status.QUEUED, ~stopping)
        waiting = waiting.order_by(RunRow.priority.desc(), RunRow.key).limit(limit)
        taken = waiting.with_for_update(skip_locked=True).cte("taken")
        return self._moved(
            (Status.QUEUED, Status.RUNNING),
            RunRow.key.in_(select(taken.c.key)),
            token=RunRow.token + 1,
            owner=owner,
            lease_until=func.now() + lease,
        )

    def assignment(self, claim: Claim) -> Assignment:
        """Return what the claimed run is to train."""
        row = self._session.execute(
            select(
                JobRow.experiment,
                JobRow.plan["warnings"].label("warnings"),
                RunRow.parameters,
                RunRow.seed,
            )
            .join(RunRow, RunRow.job_id == JobRow.id)
            .where(RunRow.key == claim.key)
        ).one()
        experiment = run_document(row.experiment, row.parameters, row.seed)
        return Assignment(experiment=experiment, warnings=row.warnings)

    def begin(self, claim: Claim) -> int:
        """Count an attempt that trains from the first epoch, and return its number."""
        return self._write(
            claim,
            attempts=RunRow.attempts + 1,
            epochs_done=0,
            best_epoch=None,
            best_loss=None,
            started_at=func.coalesce(RunRow.started_at, func.now()),
        ).attempts

    def warn(self, claim: Claim, warnings: Sequence[Warned]) -> None:
        """Keep what the worker found to warn of."""
        self._write(claim, warnings=[warning.model_dump() for warning in warnings])

    def advance(self, claim: Claim, rows: Sequence[EpochRecord], lease: timedelta) -> Claim:
        """Count epochs that follow those already there, and renew the lease.

        An epoch that no attempt reached before is progress: it forgives former attempts.
        """
        done, best = rows[-1].epoch, min(rows, key=_ranked)
        better = case((RunRow.best_loss.is_(None), True), else_=RunRow.best_loss > best.judged_loss)
        return self._write(
            claim,
            RunRow.epochs_done == rows[0].epoch - 1,
            epochs_done=done,
            epochs_reached=func.greatest(RunRow.epochs_reached, done),
            attempts=case((RunRow.epochs_reached < done, 0), else_=RunRow.attempts),
            best_epoch=case((better, best.epoch), else_=RunRow.best_epoch),
            best_loss=case((better, best.judged_loss), else_=RunRow.best_loss),
            lease_until=func.now() + lease,
        )

    def renew(self, claim: Claim, lease: timedelta) -> Claim:
        """Keep the run for another lease."""
        return self._write(claim, lease_until=func.now() + lease)

    def confirm(self, claim: Claim) -> Claim:
        """Return the claim as it stands now, with what the client has asked for since."""
        held = select(*HELD).where(RunRow.status == Status.RUNNING, _held_by(claim))
        found = _claims(self._session.execute(held))
        if not found:
            raise _fenced(claim)
        return found[0]

    def succeed(self, claim: Claim, outcome: Outcome) -> None:
        """End the run with its result."""
        self._end(claim, Status.SUCCEEDED, **outcome.model_dump())

    def fail(self, claim: Claim, problem: Problem) -> None:
        """End the run with the reason why it cannot be trained."""
        self._end(claim, Status.FAILED, error=problem.model_dump())

    def cancel(self, claim: Claim) -> None:
        """End the run because it was asked for."""
        self._end(claim, Status.CANCELLED)

    def give_back(self, claim: Claim) -> None:
        """Queue the run again; an attempt that its worker breaks off itself does not count."""
        attempts = func.least(RunRow.attempts, claim.attempts)
        self._leave(claim, Status.QUEUED, attempts=attempts, queued_at=func.now())

    def expired(self, limit: int) -> Sequence[Claim]:
        """Return runs whose lease has run out, as their silent workers hold them."""
        silent = select(*HELD).where(
            RunRow.status == Status.RUNNING, RunRow.lease_until < func.now()
        )
        return _claims(self._session.execute(silent.order_by(RunRow.lease_until).limit(limit)))

    def seize(self, expired: Claim) -> Claim:
        """Take a run from its silent holder, if it still is silent, and return the new claim."""
        silent = RunRow.lease_until < func.now()
        return self._write(expired, silent, token=RunRow.token + 1, owner=None)

    def cancel_waiting(self, job_id: UUID) -> Sequence[UUID]:
        """End the job's runs that no worker holds, and return their ids."""
        moved = [
            self._moved((status, Status.CANCELLED), RunRow.job_id == job_id, finished_at=func.now())
            for status in (Status.QUEUED, Status.PAUSED)
        ]
        return [run.run_id for runs in moved for run in runs]

    def ask_to_cancel(self, job_id: UUID) -> None:
        """Have the workers that hold the job's runs end them."""
        held = and_(RunRow.job_id == job_id, RunRow.status == Status.RUNNING)
        self._session.execute(update(RunRow).where(held).values(cancel_requested=True))

    def _end(self, claim: Claim, to: Status, **facts: Any) -> None:
        self._leave(claim, to, finished_at=func.now(), **facts)

    def _leave(self, claim: Claim, to: Status, **facts: Any) -> None:
        if not self._moved((Status.RUNNING, to), _held_by(claim), **RELEASED, **facts):
            raise _fenced(claim)

    def _moved(
        self, step: tuple[Status, Status], which: ColumnElement[bool], **values: Any
    ) -> Sequence[Claim]:
        present, to = step
        moving = update(RunRow).where(RunRow.status == present, which)
        return self._told(moving.values(status=move(present, to), **values))

    def _write(self, claim: Claim, *also: ColumnElement[bool], **values: Any) -> Claim:
        held = update(RunRow).where(RunRow.status == Status.RUNNING, _held_by(claim), *also)
        written = self._told(held.values(**values))
        if not written:
            raise _fenced(claim)
        return written[0]

    def _told(self, statement: Update) -> Sequence[Claim]:
        told = statement.returning(*HELD).execution_options(synchronize_session=False)
        return _claims(self._session.execute(told))


def _held_by(claim: Claim) -> ColumnElement[bool]:
    return and_(RunRow.key == claim.key, RunRow.token == claim.token)


def _fenced(claim: Claim) -> Fenced:
    return Fenced(f"run {claim.run_id} is no longer held with token {claim.token}")


def _claims(rows: Result[Any]) -> Sequence[Claim]:
    return [Claim.model_validate(dict(row)) for row in rows.mappings()]


def _ranked(row: EpochRecord) -> tuple[bool, float]:
    return isnan(row.judged_loss), row.judged_loss
