"""Deliveries in senders' hands: every method one visible transaction, none while one is sent."""

from datetime import timedelta

from lehr.delivery.backoff import judged
from lehr.delivery.records import Parcel, Receipt
from lehr.store.engine import Sessions
from lehr.store.outbox_store import OutboxStore

LEASE = timedelta(seconds=60)
"""How long a silent sender keeps a webhook: several times as long as an attempt takes."""
KEPT = timedelta(days=30)
"""How long the log tells of deliveries that are over."""


class Outbox:
    """What is to be delivered, and by whom."""

    def __init__(self, sessions: Sessions, *, lease: timedelta = LEASE) -> None:
        self._sessions = sessions
        self._lease = lease

    def claim(self) -> Parcel | None:
        """Take what is due for longest, if there is something."""
        with self._sessions.begin() as session:
            return OutboxStore(session).claim(self._lease)

    def record(self, parcel: Parcel, receipt: Receipt) -> None:
        """Log an attempt, and have another made where one must follow."""
        with self._sessions.begin() as session:
            verdict = judged(receipt, parcel.number)
            OutboxStore(session).record(parcel, receipt.attempt, verdict)

    def give_back(self, parcel: Parcel) -> None:
        """Let another sender have what was not sent."""
        with self._sessions.begin() as session:
            OutboxStore(session).give_back(parcel)

    def forget(self) -> None:
        """Drop what the log has told of for long enough."""
        with self._sessions.begin() as session:
            OutboxStore(session).forget(KEPT)
