"""Runs in workers' hands: every method one visible transaction, fenced by the claim's token."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from lehr.bell import Bell
from lehr.errors import Fenced, UnknownJob
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.records import Assignment, Claim, Outcome, Problem, Warned
from lehr.store.claim_store import ClaimStore
from lehr.store.engine import Sessions
from lehr.store.epoch_store import EpochStore
from lehr.store.key_store import KeyStore
from lehr.store.ledger import Ledger
from lehr.store.locks import leads
from lehr.store.run_store import RunStore
from lehr.store.step_store import StepStore

MAX_ATTEMPTS = 5
"""Trainings of a run that may end without a new epoch before the run has failed."""
SWEPT_AT_ONCE = 100
EXHAUSTED = Problem(
    type="/problems/attempts-exhausted",
    title="The run cannot be trained",
    detail=f"{MAX_ATTEMPTS} attempts ended without a new epoch: their workers went silent",
)

log = logging.getLogger(__name__)


class Runs:
    """What workers do with runs. Each write raises Fenced once the run is another's."""

    def __init__(self, sessions: Sessions, bell: Bell, *, lease_seconds: float) -> None:
        self._sessions = sessions
        self._bell = bell
        self.lease = timedelta(seconds=lease_seconds)

    def claim(self, owner: str) -> Claim | None:
        """Take the run that is next, if there is one."""
        with self._sessions.begin() as session:
            return next(iter(ClaimStore(session).claim(owner, self.lease)), None)

    def ring(self) -> None:
        """Wake a worker, as runs may be waiting."""
        self._bell.ring()

    def begin(self, claim: Claim) -> Assignment:
        """Count an attempt from the first epoch, and return what is to be trained."""
        with self._sessions.begin() as session:
            ledger = Ledger(session, claim.job_id)
            attempt = ClaimStore(session).begin(claim)
            EpochStore(session).clear(claim.key)
            StepStore(session).clear(claim.key)
            ledger.settle()
            ledger.note("run.started", claim.run_id, attempt=attempt)
            return ClaimStore(session).assignment(claim)

    def warn(self, claim: Claim, warnings: Sequence[Warned]) -> None:
        """Keep what the worker found to warn of."""
        with self._sessions.begin() as session:
            ClaimStore(session).warn(claim, warnings)

    def record(
        self, claim: Claim, rows: Sequence[EpochRecord], steps: Sequence[StepRecord] = ()
    ) -> None:
        """Append a chunk of epochs, and of their updates, to the history and renew the lease."""
        with self._sessions.begin() as session:
            ledger = Ledger(session, claim.job_id)
            ClaimStore(session).advance(claim, rows, self.lease)
            EpochStore(session).add(claim.key, rows)
            StepStore(session).add(claim.key, steps)
            ledger.note("run.progress", claim.run_id, epochs_done=rows[-1].epoch)

    def renew(self, claim: Claim) -> Claim:
        """Keep the run for another lease, and learn whether it is to be cancelled."""
        with self._sessions.begin() as session:
            return ClaimStore(session).renew(claim, self.lease)

    def succeed(self, claim: Claim, outcome: Outcome) -> None:
        """End the run with its result."""
        with self._leaving(claim) as (claims, ledger):
            claims.succeed(claim, outcome)
            ledger.note("run.succeeded", claim.run_id)

    def fail(self, claim: Claim, problem: Problem) -> None:
        """End the run with the reason why it cannot be trained."""
        with self._leaving(claim) as (claims, ledger):
            _fail(claims, ledger, claim, problem)

    def cancel(self, claim: Claim) -> None:
        """End the run because its client asked for it."""
        with self._leaving(claim) as (claims, ledger):
            _cancel(claims, ledger, claim)

    def give_back(self, claim: Claim, reason: str) -> None:
        """Queue the run for another worker, or end it where its client wants no more of it."""
        with self._leaving(claim) as (claims, ledger):
            if claims.confirm(claim).cancel_requested:
                _cancel(claims, ledger, claim)
            else:
                _requeue(claims, ledger, claim, reason)
        self._bell.ring()

    def sweep(self) -> None:
        """Free runs whose lease has run out and ring for those that wait; one process at a time."""
        with self._sessions.begin() as session:
            if not leads(session):
                return
            for claim in ClaimStore(session).expired(SWEPT_AT_ONCE):
                self._free(claim)
            KeyStore(session).forget_expired()
            waiting = RunStore(session).queued()
        if waiting:
            self._bell.ring_again()

    def _free(self, expired: Claim) -> None:
        try:
            with self._leaving(expired) as (claims, ledger):
                _end_silence(claims, ledger, claims.seize(expired))
        except (Fenced, UnknownJob):
            log.info("a run came back to life before it was freed", extra={"run": expired.run_id})

    @contextmanager
    def _leaving(self, claim: Claim) -> Iterator[tuple[ClaimStore, Ledger]]:
        with self._sessions.begin() as session:
            ledger = Ledger(session, claim.job_id)
            yield ClaimStore(session), ledger
            ledger.settle()


def _end_silence(claims: ClaimStore, ledger: Ledger, claim: Claim) -> None:
    if claim.cancel_requested:
        _cancel(claims, ledger, claim)
    elif claim.attempts >= MAX_ATTEMPTS:
        _fail(claims, ledger, claim, EXHAUSTED)
    else:
        _requeue(claims, ledger, claim, "lease-expired")


def _fail(claims: ClaimStore, ledger: Ledger, claim: Claim, problem: Problem) -> None:
    claims.fail(claim, problem)
    ledger.note("run.failed", claim.run_id, error=problem.model_dump())


def _cancel(claims: ClaimStore, ledger: Ledger, claim: Claim) -> None:
    claims.cancel(claim)
    ledger.note("run.cancelled", claim.run_id)


def _requeue(claims: ClaimStore, ledger: Ledger, claim: Claim, reason: str) -> None:
    claims.give_back(claim)
    ledger.note("run.requeued", claim.run_id, reason=reason)
