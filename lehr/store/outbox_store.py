"""Deliveries as senders hold them: claimed with their webhook, under a lease and a token."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from lehr.delivery.records import Attempt, Parcel, Verdict

from .tables import DeliveryRow, WebhookRow

DUE = DeliveryRow.due_at <= func.now()


class OutboxStore:
    """What is to be delivered. Times are the database's alone.

    A webhook is claimed, not a delivery: it gets one at a time, in the order of the events except
    for those that have to be sent again, and a slow receiver keeps one sender busy, not all.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, lease: timedelta) -> Parcel | None:
        """Take what is due for longest, of a webhook that no other sender holds."""
        webhook = self._session.scalar(
            select(WebhookRow)
            .where(WebhookRow.disabled_at.is_(None), _is_free(), _earliest().is_not(None))
            .order_by(_earliest())
            .limit(1)
            # Not FOR UPDATE: events that are noted meanwhile hold the row's key.
            .with_for_update(key_share=True, skip_locked=True)
        )
        return None if webhook is None else self._taken(webhook, lease)

    def _taken(self, webhook: WebhookRow, lease: timedelta) -> Parcel | None:
        # Asked again under the lock: another sender may have delivered it just before.
        due = select(DeliveryRow, func.now()).where(DeliveryRow.webhook_id == webhook.id, DUE)
        first = due.order_by(DeliveryRow.due_at, DeliveryRow.key).limit(1)
        found = self._session.execute(first).one_or_none()
        if found is None:
            return None
        row, now = found
        webhook.token += 1
        webhook.lease_until = now + lease
        return Parcel(
            key=row.key,
            id=row.id,
            webhook_id=webhook.id,
            token=webhook.token,
            url=webhook.url,
            secret=webhook.secret,
            type=row.type,
            timestamp=row.at,
            data=row.data,
            number=len(row.attempts) + 1,
            sent_at=now,
        )

    def give_back(self, parcel: Parcel) -> bool:
        """Release the webhook, and return whether the sender held it still."""
        held = and_(WebhookRow.id == parcel.webhook_id, WebhookRow.token == parcel.token)
        freed = update(WebhookRow).where(held).values(lease_until=None).returning(WebhookRow.id)
        return self._session.scalar(freed) is not None

    def record(self, parcel: Parcel, attempt: Attempt, verdict: Verdict) -> None:
        """Log an attempt and what follows from it; nothing where another sender took over."""
        if not self.give_back(parcel):
            return
        row = self._session.get_one(DeliveryRow, parcel.key)
        row.attempts = [*row.attempts, attempt.model_dump(mode="json")]
        row.due_at = None if verdict.wait is None else func.now() + verdict.wait
        row.delivered_at = func.now() if verdict.is_delivered else None
        if verdict.is_gone:
            self._disable(parcel.webhook_id)

    def forget(self, age: timedelta) -> None:
        """Drop what was delivered or given up and happened longer than `age` ago."""
        old = DeliveryRow.at < func.now() - age
        self._session.execute(delete(DeliveryRow).where(DeliveryRow.due_at.is_(None), old))

    def _disable(self, webhook_id: UUID) -> None:
        gone = update(WebhookRow).where(WebhookRow.id == webhook_id)
        self._session.execute(gone.values(disabled_at=func.now()))
        waiting = update(DeliveryRow).where(DeliveryRow.webhook_id == webhook_id)
        self._session.execute(waiting.values(due_at=None))


def _is_free() -> ColumnElement[bool]:
    return or_(WebhookRow.lease_until.is_(None), WebhookRow.lease_until < func.now())


def _earliest() -> ScalarSelect[datetime | None]:
    due = select(func.min(DeliveryRow.due_at)).where(DeliveryRow.webhook_id == WebhookRow.id, DUE)
    return due.correlate(WebhookRow).scalar_subquery()
