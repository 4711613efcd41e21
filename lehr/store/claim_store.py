"""Runs as workers hold them: claimed under a lease, written to under a fencing token."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    and_,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from lehr.experiments.configurations import run_document
from lehr.experiments.lifecycle import Status, move
from lehr.experiments.records import Assignment, Checkpoint, Claim

from .claims import HELD, told
from .tables import EpochRow, JobRow, RunRow, WorkerRow

SILENT = RunRow.lease_until < func.now()


class ClaimStore:
    """Runs in workers' hands, by their claims. Leases are counted on the database's clock alone.

    Of claims that were lost nothing is returned, and nothing is written.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def held(self, claims: Collection[Claim], *which: ColumnElement[bool]) -> list[Claim]:
        """Lock the runs that are still held, and return their claims as they stand now.

        What follows in this transaction needs no other fence.
        """
        return told(self._session, _locked(_held(claims), *which))

    def renew(self, claims: Collection[Claim], lease: timedelta) -> list[Claim]:
        """Keep the runs for another lease."""
        return self._write(_locked(_held(claims)).cte(), lease_until=func.now() + lease)

    def begin(self, held: Iterable[Claim]) -> list[Claim]:
        """Count an attempt of each run, that has no epoch behind it until it is resumed."""
        here = select(WorkerRow.environment).where(WorkerRow.name == RunRow.owner)
        return self._write(
            select(RunRow.key).where(_among(held)).cte(),
            environment=here.scalar_subquery(),
            attempts=RunRow.attempts + 1,
            epochs_done=0,
            best_epoch=None,
            best_loss=None,
            started_at=func.coalesce(RunRow.started_at, func.now()),
        )

    def go_on(self, claim: Claim, start: Checkpoint) -> None:
        """Count the epochs that a begun run has behind it, and tell the best of them."""
        judged = func.coalesce(EpochRow.val_loss, EpochRow.loss)
        behind = select(EpochRow.epoch, judged.label("loss"))
        behind = behind.where(EpochRow.run_key == claim.key, EpochRow.epoch <= start.epoch)
        best = behind.order_by(judged, EpochRow.epoch).limit(1).cte("best")
        resumed = update(RunRow).where(RunRow.key == claim.key)
        self._session.execute(
            resumed.values(
                epochs_done=start.epoch,
                best_epoch=select(best.c.epoch).scalar_subquery(),
                best_loss=select(best.c.loss).scalar_subquery(),
            )
        )

    def assignments(self, held: Iterable[Claim]) -> list[Assignment]:
        """Return what the claimed runs are to train."""
        claims = {claim.key: claim for claim in held}
        wanted = select(RunRow.key, RunRow.job_id, RunRow.parameters, RunRow.seed)
        rows = self._session.execute(wanted.where(_among(claims.values())).order_by(RunRow.key))
        return [self._assignment(claims[key], *facts) for key, *facts in rows]

    def expired(self, limit: int) -> list[Claim]:
        """Return runs whose lease has run out, as their silent workers hold them."""
        silent = select(*HELD).where(RunRow.status == Status.RUNNING, SILENT)
        return told(self._session, silent.order_by(RunRow.lease_until).limit(limit))

    def seize(self, expired: Collection[Claim]) -> list[Claim]:
        """Take the runs that are silent still from their holders, and return the new claims."""
        silent = select(RunRow.key).where(_among(self.held(expired, SILENT))).cte()
        return self._write(silent, token=RunRow.token + 1, owner=None)

    def cancel_waiting(self, job_id: UUID) -> Sequence[UUID]:
        """End the job's runs that no worker holds, and return their ids."""
        cancelled: list[UUID] = []
        for status in (Status.QUEUED, Status.PAUSED):
            waiting = update(RunRow).where(RunRow.job_id == job_id, RunRow.status == status)
            end = {"status": move(status, Status.CANCELLED), "finished_at": func.now()}
            cancelled += self._session.scalars(waiting.values(end).returning(RunRow.id))
        return cancelled

    def pause(self, job_id: UUID) -> Sequence[UUID]:
        """Set aside the job's runs that wait, and return their ids."""
        waiting = RunRow.job_id == job_id, RunRow.status == Status.QUEUED
        paused = update(RunRow).where(*waiting).values(status=move(Status.QUEUED, Status.PAUSED))
        return self._session.scalars(paused.returning(RunRow.id)).all()

    def resume(self, job_id: UUID, turn: int) -> Sequence[UUID]:
        """Queue the job's runs that were set aside, the first at `turn`, and return their ids."""
        waiting = RunRow.job_id == job_id, RunRow.status == Status.PAUSED
        queued = {"status": move(Status.PAUSED, Status.QUEUED), "queued_at": func.now()}
        first = select(func.min(RunRow.position)).where(*waiting).scalar_subquery()
        place = {"turn": turn + RunRow.position - first}
        resumed = update(RunRow).where(*waiting).values(queued | place).returning(RunRow.id)
        return self._session.scalars(resumed).all()

    def ask_to_pause(self, job_id: UUID, *, wanted: bool) -> None:
        """Have the workers that hold the job's runs set them aside, or no longer."""
        held = and_(RunRow.job_id == job_id, RunRow.status == Status.RUNNING)
        self._write(_locked(held).cte(), pause_requested=wanted)

    def ask_to_cancel(self, job_id: UUID) -> None:
        """Have the workers that hold the job's runs end them."""
        held = and_(RunRow.job_id == job_id, RunRow.status == Status.RUNNING)
        self._write(_locked(held).cte(), cancel_requested=True)

    def _assignment(
        self, claim: Claim, job_id: UUID, parameters: dict[str, Any], seed: int
    ) -> Assignment:
        job = self._session.get_one(JobRow, job_id)  # under lock, and so in memory
        document = run_document(job.experiment, parameters, seed)
        return Assignment(claim=claim, experiment=document, warnings=job.plan["warnings"])

    def _write(self, which: CTE, **values: Any) -> list[Claim]:
        written = update(RunRow).where(RunRow.key == which.c.key).values(values)
        return told(self._session, written.returning(*HELD))


def _held(claims: Iterable[Claim]) -> ColumnElement[bool]:
    presented = [(claim.key, claim.token) for claim in claims]
    valid = tuple_(RunRow.key, RunRow.token).in_(presented)
    return and_(RunRow.status == Status.RUNNING, valid)


def _among(claims: Iterable[Claim]) -> ColumnElement[bool]:
    return RunRow.key.in_([claim.key for claim in claims])


def _locked(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select runs under lock, taken by every writer in one order: none waits in a circle."""
    return select(*HELD).where(*which).order_by(RunRow.key).with_for_update()
