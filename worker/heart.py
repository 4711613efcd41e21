"""A worker's heart: it keeps the worker present and its leases alive, and hears orders."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic
from typing import TypeAlias

from typing_extensions import override

from lehr.errors import Unavailable
from lehr.experiments.records import Claim
from lehr.runs import Runs
from lehr.store.worker_store import Presence
from lehr.workers import Workers

from .trainer import Interrupted, Order

BEAT_SECONDS = 0.5
SAFE_SHARE = 0.8
"""A worker that could not renew for this share of the lease acts as if it had lost the run."""

Renew: TypeAlias = Callable[[Sequence[Claim]], Sequence[Claim]]
"""Keeps claims for another lease, and returns those that still hold."""

log = logging.getLogger(__name__)


class Heart(Thread):
    """A thread with database sessions of its own, so that a busy training loses no run."""

    def __init__(self, runs: Runs, workers: Workers, presence: Presence) -> None:
        super().__init__(name="heart", daemon=True)
        self.presence = presence
        self._runs = runs
        self._workers = workers
        self._stopped = Event()
        self._lock = Lock()
        self._claims: Sequence[Claim] = ()
        self._keep: Renew = runs.renew
        self._renewed = monotonic()
        self._order: Order | None = None
        self._orders: dict[int, Order] = {}

    @contextmanager
    def holding(self, claims: Sequence[Claim], renew: Renew | None = None) -> Iterator[None]:
        """Keep the claims' leases alive within the block: runs', or those that `renew` keeps."""
        with self._lock:
            self._claims, self._renewed = claims, monotonic()
            self._keep = renew or self._runs.renew
            self._order, self._orders = None, {}
        try:
            yield
        finally:
            with self._lock:
                self._claims = ()

    def order(self, claim: Claim) -> Order | None:
        """Return why the training of one of the runs in hand is to stop, None where it is not."""
        return self._orders.get(claim.key) or self._order or self._overdue()

    def heed(self, claim: Claim) -> None:
        """Raise Interrupted if the training of one of the runs in hand is to stop."""
        if (order := self.order(claim)) is not None:
            raise Interrupted(order)

    def lose(self, claims: Iterable[Claim]) -> None:
        """Note that runs are another worker's."""
        for claim in claims:
            self._orders.setdefault(claim.key, Order.DROP)

    @override
    def run(self) -> None:
        """Beat until stopped."""
        while not self._stopped.wait(BEAT_SECONDS):
            try:
                self.beat()
            except Exception:
                log.exception("a beat failed, to be tried again")

    def stop(self) -> None:
        """End after the present beat."""
        self._stopped.set()
        self.join()

    def beat(self) -> None:
        """Say that the worker is alive, renew the leases in hand, and note orders."""
        with self._lock:
            try:
                stopping = self._workers.beat(self.presence)
                self._renew()
            except Unavailable as error:
                log.warning("the heart missed a beat: %s", error)
            else:
                self._order = self._order or (Order.GIVE_BACK if stopping else None)

    def _renew(self) -> None:
        if not self._claims:
            return
        asked = monotonic()
        held = {claim.key: claim for claim in self._keep(self._claims)}
        self._renewed = asked  # the leases may count from then on, not from the answer
        self.lose(claim for claim in self._claims if claim.key not in held)
        for claim in held.values():
            if (order := _wished(claim)) is not None:
                self._orders.setdefault(claim.key, order)

    def _overdue(self) -> Order | None:
        silent = monotonic() - self._renewed
        lost = silent > SAFE_SHARE * self._runs.lease.total_seconds()
        return Order.DROP if lost else None


def _wished(claim: Claim) -> Order | None:
    if claim.cancel_requested:
        return Order.CANCEL
    return Order.PAUSE if claim.pause_requested else None
