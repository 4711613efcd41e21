"""Runs in workers' hands: every method one visible transaction, fenced by the claims' tokens."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from lehr.bell import Bell
from lehr.experiments.entries import End, Entry, failed, given_back, wished
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Assignment, Checkpoint, Claim, Problem
from lehr.reproductions import judge
from lehr.store.claim_store import ClaimStore
from lehr.store.engine import Session, Sessions
from lehr.store.entry_store import EntryStore
from lehr.store.epoch_store import EpochStore
from lehr.store.key_store import KeyStore
from lehr.store.ledger import Ledgers
from lehr.store.locks import leads
from lehr.store.model_store import ModelStore
from lehr.store.queue_store import NO_PACES, QueueStore
from lehr.store.run_store import RunStore
from lehr.store.step_store import StepStore

NO_STARTS: Mapping[int, Checkpoint] = MappingProxyType({})
MAX_ATTEMPTS = 5
"""Trainings of a run that may end without a new epoch before the run has failed."""
SWEPT_AT_ONCE = 100
EXHAUSTED = Problem(
    type="/problems/attempts-exhausted",
    title="The run cannot be trained",
    detail=f"{MAX_ATTEMPTS} attempts ended without a new epoch: their workers went silent",
)


class Runs:
    """What workers do with runs, many at a time. Nothing is written to runs that are another's."""

    def __init__(self, sessions: Sessions, bell: Bell, *, lease_seconds: float) -> None:
        self._sessions = sessions
        self._bell = bell
        self.lease = timedelta(seconds=lease_seconds)

    def claim(self, owner: str, paces: Mapping[str, int] = NO_PACES) -> list[Claim]:
        """Take the run that is next, and as many like it as `owner` trains in about a second.

        `paces` are the epochs of each program that it trained lately, in a second.
        """
        with self._sessions.begin("claim") as session:
            return QueueStore(session).claim(owner, self.lease, paces)

    def ring(self) -> None:
        """Wake a worker, as runs may be waiting."""
        self._bell.ring()

    def begin(
        self, claims: Collection[Claim], starts: Mapping[int, Checkpoint] = NO_STARTS
    ) -> list[Assignment]:
        """Count an attempt of each run, and return what is to be trained.

        `starts` says by key which runs go on from a checkpoint; the others train from their first
        epoch. Epochs behind the start are forgotten.
        """
        with self._sessions.begin("begin") as session:
            ledgers, store = _ledgers(session, claims), ClaimStore(session)
            held = store.held(claims)
            _clear(session, [claim for claim in held if claim.key not in starts])
            begun = store.begin(held)
            ledgers.settle()
            for claim in begun:
                done = _resume(session, claim, starts.get(claim.key))
                told = {"attempt": claim.attempts, "epochs_done": done}
                ledgers[claim.job_id].note("run.started", claim.run_id, **told)
            return store.assignments(held)

    def renew(self, claims: Collection[Claim]) -> list[Claim]:
        """Keep the runs for another lease; return those still held, some to be cancelled."""
        with self._sessions.begin("renew") as session:
            return ClaimStore(session).renew(claims, self.lease)

    def write(self, entries: Sequence[Entry]) -> list[Claim]:
        """Append to histories, renew leases and end runs; return the claims that were lost.

        Of a run that is another's nothing is written, nor epochs that do not follow those there.
        """
        claims = [entry.claim for entry in entries]
        with self._sessions.begin("write") as session:
            ledgers = _ledgers(session, claims)
            held = {claim.key: claim for claim in ClaimStore(session).held(claims)}
            kept = [
                entry.granted(held[entry.claim.key])
                for entry in entries
                if entry.claim.key in held and entry.follows(held[entry.claim.key])
            ]
            _append(session, kept, self.lease)
            _account(session, ledgers, kept)
        if any(entry.end and entry.end.status is Status.QUEUED for entry in kept):
            self._bell.ring()
        written = {entry.claim.key for entry in kept}
        return [claim for claim in claims if claim.key not in written]

    def of_use(self, run_ids: Collection[UUID], kept_for: timedelta) -> set[UUID]:
        """Return which of the runs exist and may be gone on from, or have a model.

        Those that have succeeded may for `kept_for`: a longer training can begin anew, too.
        """
        with self._sessions.begin() as session:
            return RunStore(session).of_use(run_ids, kept_for)

    def sweep(self) -> None:
        """Free runs whose lease has run out and ring for those that wait; one process at a time."""
        with self._sessions.begin() as session:
            if not leads(session):
                return
            if expired := ClaimStore(session).expired(SWEPT_AT_ONCE):
                self._free(expired)
            KeyStore(session).forget_expired()
            ModelStore(session).give_up()
            waiting = RunStore(session).queued() or ModelStore(session).waiting()
        if waiting:
            self._bell.ring_again()

    def _free(self, expired: Collection[Claim]) -> None:
        """Take runs from their silent workers, those excepted that came back to life."""
        with self._sessions.begin("free") as session:
            ledgers = _ledgers(session, expired)
            silent = ClaimStore(session).seize(expired)
            ended = [Entry(claim, end=_after_silence(claim)) for claim in silent]
            _account(session, ledgers, ended)


def _ledgers(session: Session, claims: Iterable[Claim]) -> Ledgers:
    return Ledgers(session, {claim.job_id for claim in claims})


def _clear(session: Session, held: Sequence[Claim]) -> None:
    """Forget the histories of runs that were held before, or have another job's behind them."""
    keys = [claim.key for claim in held if claim.token > 1 or claim.epochs_done]
    if keys:
        EpochStore(session).clear(keys)
        StepStore(session).clear(keys)


def _resume(session: Session, claim: Claim, start: Checkpoint | None) -> int:
    """Go back to the start; return how many epochs are behind it."""
    if start is None:
        return 0
    EpochStore(session).clear([claim.key], after=start.epoch)
    StepStore(session).clear([claim.key], first=start.step)
    ClaimStore(session).go_on(claim, start)
    return start.epoch


def _append(session: Session, entries: Sequence[Entry], lease: timedelta) -> None:
    store = EntryStore(session)
    store.warn(entries)
    store.keep(entries)
    store.advance(entries, lease)
    EpochStore(session).add(entries)
    StepStore(session).add(entries)


def _account(session: Session, ledgers: Ledgers, entries: Sequence[Entry]) -> None:
    """End runs, and note what was said of all."""
    ends = [(entry.claim, entry.end) for entry in entries if entry.end]
    EntryStore(session).leave(ends)
    for entry in entries:
        if entry.event:
            name, said = entry.event
            ledgers[entry.claim.job_id].note(name, entry.claim.run_id, **said)
    if ends:
        ledgers.settle()
        judge(session, ledgers, [claim for claim, _ in ends])


def _after_silence(claim: Claim) -> End:
    if claim.attempts >= MAX_ATTEMPTS and not claim.cancel_requested:
        return failed(EXHAUSTED)
    return wished(claim) or given_back("lease-expired")
