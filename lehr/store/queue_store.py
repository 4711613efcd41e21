"""Runs that wait, as workers take them."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    SelectBase,
    and_,
    case,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from lehr.experiments.lifecycle import Status, move
from lehr.experiments.records import Claim

from .claims import HELD, told
from .tables import RunRow, WorkerRow

MOST_AT_ONCE = 64
"""Runs that a worker takes at most."""
REACH = 4 * MOST_AT_ONCE
"""So far behind the first run stand those that may be taken along with it."""
HEAD_START = timedelta(seconds=5)
HEAD_TURNS = 64
"""A run that waited so much longer, or that many turns, is not overtaken by a compiled program."""
SUSPECT = 2
"""Attempts that ended without an epoch: a run that had so many lets others go first."""
SUSPECT_WAITS = timedelta(seconds=60)
"""After so long it is its turn in spite of others: more of them may come for ever."""
NEVER_HELD = 0
"""The token of a run that no worker has left unfinished: only such a one is overtaken at all."""

NO_PACES: Mapping[str, int] = MappingProxyType({})
QUEUED = RunRow.status == Status.QUEUED
ORDER = (RunRow.priority.desc(), RunRow.turn, RunRow.key)
PLACE = (RunRow.priority, RunRow.turn, RunRow.key, RunRow.queued_at)
SHAPE = (RunRow.program, RunRow.attempts, RunRow.epochs)


class QueueStore:
    """The queue: by priority, then by turn, then by age."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(
        self, owner: str, lease: timedelta, paces: Mapping[str, int] = NO_PACES
    ) -> list[Claim]:
        """Take the run that is next, and runs near it that share its program.

        `paces` says how many epochs of which programs `owner` trains in about a second: so many it
        takes at once, and those programs it prefers among runs of about the same age. A run whose
        last worker was lost is taken alone, and one that lost two of them after the others. Nothing
        is taken while `owner` is asked to stop.
        """
        stopping = select(WorkerRow).where(WorkerRow.name == owner, WorkerRow.stopping).exists()
        compiled = [_compiled(paces)] if paces else []
        for preferred in (*compiled, _unsuspicious(), true()):
            batch = _batch(_first(~stopping, preferred), paces)
            if claims := self._take(batch, owner, lease):
                return claims
        return []

    def _take(self, batch: SelectBase, owner: str, lease: timedelta) -> list[Claim]:
        taking = (
            update(RunRow)
            .where(QUEUED, RunRow.key.in_(batch))
            .values(
                status=move(Status.QUEUED, Status.RUNNING),
                token=RunRow.token + 1,
                owner=owner,
                lease_until=func.now() + lease,
            )
        )
        return told(self._session, taking.returning(*HELD))


def _batch(first: CTE, paces: Mapping[str, int]) -> SelectBase:
    lone = select(first.c.key)
    return union_all(lone, select(_company(first, paces).c.key)) if paces else lone


def _first(*which: ColumnElement[bool]) -> CTE:
    """Lock the first run that waits and is not just being taken by another."""
    next_one = select(*PLACE, *SHAPE).where(QUEUED, *which).order_by(*ORDER).limit(1)
    return next_one.with_for_update(skip_locked=True).cte("first")


def _compiled(paces: Mapping[str, int]) -> ColumnElement[bool]:
    """Select runs of these programs that may overtake the head of the queue."""
    head = select(*PLACE, RunRow.token).where(QUEUED).order_by(*ORDER).limit(1).cte("head")
    return and_(
        _of(head, "token") == NEVER_HELD,
        RunRow.program.in_(list(paces)),
        RunRow.attempts == 0,
        RunRow.priority == _of(head, "priority"),
        RunRow.turn <= _of(head, "turn") + HEAD_TURNS,
        RunRow.queued_at <= _of(head, "queued_at") + HEAD_START,
    )


def _unsuspicious() -> ColumnElement[bool]:
    return or_(RunRow.attempts < SUSPECT, RunRow.queued_at < func.now() - SUSPECT_WAITS)


def _company(first: CTE, paces: Mapping[str, int]) -> CTE:
    """Lock runs that the worker can train in the same second as the first one."""
    near = _near(first)
    epochs = func.sum(near.c.epochs).over(order_by=(near.c.turn, near.c.key))
    alike = and_(near.c.program == _of(first, "program"), near.c.attempts == 0)
    counted = select(near.c.key, epochs.label("epochs")).where(alike).cte("counted")
    left = case(dict(paces), value=_of(first, "program"), else_=0) - _of(first, "epochs")
    fitting = select(counted.c.key).where(counted.c.epochs <= left)
    company = select(RunRow.key).where(QUEUED, RunRow.key.in_(fitting)).order_by(*ORDER)
    return company.limit(MOST_AT_ONCE - 1).with_for_update(skip_locked=True).cte("company")


def _near(first: CTE) -> CTE:
    behind = tuple_(RunRow.turn, RunRow.key) > tuple_(_of(first, "turn"), _of(first, "key"))
    same = and_(RunRow.priority == _of(first, "priority"), _of(first, "attempts") == 0)
    near = select(*PLACE, *SHAPE).where(QUEUED, same, behind)
    return near.order_by(RunRow.turn, RunRow.key).limit(REACH).cte("near")


def _of(one: CTE, column: str) -> ColumnElement[Any]:
    return select(one.c[column]).scalar_subquery()
