"""A worker's heart: it keeps the worker present and its lease alive, and hears orders."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic

from typing_extensions import override

from lehr.errors import Fenced, Unavailable
from lehr.experiments.records import Claim
from lehr.runs import Runs
from lehr.store.worker_store import Presence
from lehr.workers import Workers

from .trainer import Interrupted, Order

BEAT_SECONDS = 0.5
SAFE_SHARE = 0.8
"""A worker that could not renew for this share of the lease acts as if it had lost the run."""

log = logging.getLogger(__name__)


class Heart(Thread):
    """A thread with database sessions of its own, so that a busy training cannot lose its run."""

    def __init__(self, runs: Runs, workers: Workers, presence: Presence) -> None:
        super().__init__(name="heart", daemon=True)
        self.presence = presence
        self._runs = runs
        self._workers = workers
        self._stopped = Event()
        self._lock = Lock()
        self._claim: Claim | None = None
        self._renewed = monotonic()
        self._order: Order | None = None

    @contextmanager
    def holding(self, claim: Claim) -> Iterator[None]:
        """Keep the claim's lease alive within the block."""
        with self._lock:
            self._claim, self._renewed, self._order = claim, monotonic(), None
        try:
            yield
        finally:
            with self._lock:
                self._claim = None

    def heed(self) -> None:
        """Raise Interrupted if the training in hand is to stop."""
        order = self._order or self._overdue()
        if order is not None:
            raise Interrupted(order)

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
        """Say that the worker is alive, renew the lease in hand, and note orders."""
        with self._lock:
            try:
                stopping = self._workers.beat(self.presence)
                order = self._renew()
            except Unavailable as error:
                log.warning("the heart missed a beat: %s", error)
            else:
                self._order = self._order or order or (Order.GIVE_BACK if stopping else None)

    def _renew(self) -> Order | None:
        if self._claim is None:
            return None
        asked = monotonic()
        try:
            claim = self._runs.renew(self._claim)
        except Fenced:
            return Order.DROP
        self._renewed = asked  # the lease may count from then on, not from the answer
        return Order.CANCEL if claim.cancel_requested else None

    def _overdue(self) -> Order | None:
        silent = monotonic() - self._renewed
        lost = silent > SAFE_SHARE * self._runs.lease.total_seconds()
        return Order.DROP if lost else None
