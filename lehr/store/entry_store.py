"""What workers say of runs that they hold; `ClaimStore.held` has locked these before."""

from collections.abc import Sequence
from datetime import timedelta
from math import isnan
from time import monotonic
from typing import Any

from sqlalchemy import (
    Double,
    Integer,
    Interval,
    ScalarSelect,
    Update,
    bindparam,
    case,
    cast,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased

from lehr.experiments.entries import End, Entry
from lehr.experiments.history import EpochRecord
from lehr.experiments.lifecycle import Status, move
from lehr.experiments.records import Claim, Outcome

from .tables import RunRow

THIS = update(RunRow).where(RunRow.key == bindparam("held"))
"""Of each row of parameters those named as columns are set, too."""
RELEASED = {"owner": None, "lease_until": None}
NO_OUTCOME = dict.fromkeys(Outcome.model_fields)


class EntryStore:
    """Writes many entries at once, each to its own run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def warn(self, entries: Sequence[Entry]) -> None:
        """Keep what the worker found to warn of."""
        warned = [
            _to(entry.claim, warnings=[warning.model_dump() for warning in entry.warnings])
            for entry in entries
            if entry.warnings is not None
        ]
        self._write(THIS, warned)

    def keep(self, entries: Sequence[Entry]) -> None:
        """Name the checkpoints that the runs can go on from."""
        kept = [
            _to(entry.claim, checkpoints=[one.model_dump() for one in entry.checkpoints])
            for entry in entries
            if entry.checkpoints is not None
        ]
        self._write(THIS, kept)

    def advance(self, entries: Sequence[Entry], lease: timedelta) -> None:
        """Count epochs, and renew the lease.

        An epoch that no attempt reached before is progress: it forgives former attempts.
        """
        done, best = bindparam("done", type_=Integer), bindparam("best", type_=Integer)
        lowest = bindparam("lowest", type_=Double)
        better = case((RunRow.best_loss.is_(None), True), else_=RunRow.best_loss > lowest)
        advanced = THIS.values(
            epochs_done=done,
            epochs_reached=func.greatest(RunRow.epochs_reached, done),
            attempts=case((RunRow.epochs_reached < done, 0), else_=RunRow.attempts),
            best_epoch=case((better, best), else_=RunRow.best_epoch),
            best_loss=case((better, lowest), else_=RunRow.best_loss),
            lease_until=func.now() + lease,
        )
        self._write(advanced, [_progress(entry) for entry in entries if entry.epochs])

    def leave(self, ends: Sequence[tuple[Claim, End]]) -> None:
        """End runs, queue them again, or set them aside."""
        self._end([(claim, end) for claim, end in ends if end.status.is_finished])
        for status in (Status.QUEUED, Status.PAUSED):
            self._release([claim for claim, end in ends if end.status is status], status)

    def _end(self, ends: Sequence[tuple[Claim, End]]) -> None:
        now = func.clock_timestamp()
        began, ended = (cast(bindparam(name), Interval) for name in ("began", "ended"))
        times = {
            "started_at": func.coalesce(now - began, RunRow.started_at),
            "finished_at": now - ended,
        }
        self._write(THIS.values(RELEASED | times), [_ended(*end) for end in ends])

    def _release(self, claims: Sequence[Claim], to: Status) -> None:
        """Have runs wait, before all that came later to the queue as it is now.

        An attempt that its worker breaks off itself does not count.
        """
        queued = THIS.values(
            status=move(Status.RUNNING, to),
            pause_requested=False,
            attempts=func.least(RunRow.attempts, bindparam("counted", type_=Integer)),
            queued_at=func.now(),
            turn=func.least(RunRow.turn, _present_turn()),
            **RELEASED,
        )
        self._write(queued, [_to(claim, counted=claim.attempts) for claim in claims])

    def _write(self, statement: Update, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._session.connection().execute(statement, rows)


def _present_turn() -> ScalarSelect[int]:
    """Ask whose turn it is; numbers begin anew when the queue has been empty."""
    other = aliased(RunRow)
    waiting = other.status == Status.QUEUED, other.priority == RunRow.priority
    return select(func.min(other.turn)).where(*waiting).scalar_subquery()


def _to(claim: Claim, **facts: Any) -> dict[str, Any]:
    return {"held": claim.key, **facts}


def _progress(entry: Entry) -> dict[str, Any]:
    best = min(entry.epochs, key=_ranked)
    done = entry.epochs[-1].epoch
    return _to(entry.claim, done=done, best=best.epoch, lowest=best.judged_loss)


def _ranked(row: EpochRecord) -> tuple[bool, float]:
    return isnan(row.judged_loss), row.judged_loss


def _ended(claim: Claim, end: End) -> dict[str, Any]:
    now, spell = monotonic(), end.spell
    return _to(
        claim,
        status=move(Status.RUNNING, end.status),
        error=end.problem and end.problem.model_dump(),
        began=spell and timedelta(seconds=now - spell.began),
        ended=timedelta(seconds=now - spell.ended if spell else 0),
        **(end.outcome.model_dump() if end.outcome else NO_OUTCOME),
    )
