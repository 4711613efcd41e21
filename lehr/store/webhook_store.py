"""Webhooks and the log of their deliveries, as clients see them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from lehr.delivery.records import Attempt, Delivery, DeliveryStatus, NewWebhook, Webhook
from lehr.errors import UnknownWebhook

from .tables import DeliveryRow, WebhookRow


class WebhookStore:
    """The webhooks; what is to be delivered the database puts there itself (migration 0004)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, **facts: Any) -> NewWebhook:
        """Keep a new webhook, which is told of what happens from now on."""
        row = WebhookRow(**facts)
        self._session.add(row)
        self._session.flush()
        return NewWebhook.model_validate(row, from_attributes=True)

    def count(self) -> int:
        """Count the webhooks."""
        return self._session.scalars(select(func.count()).select_from(WebhookRow)).one()

    def list(self) -> Sequence[Webhook]:
        """Return every webhook, oldest first."""
        rows = self._session.scalars(
            select(WebhookRow).order_by(WebhookRow.created_at, WebhookRow.id)
        )
        return [Webhook.model_validate(row, from_attributes=True) for row in rows]

    def get(self, webhook_id: UUID) -> Webhook:
        """Return a webhook; raise UnknownWebhook where there is none."""
        row = self._session.get(WebhookRow, webhook_id)
        if row is None:
            raise _unknown(webhook_id)
        return Webhook.model_validate(row, from_attributes=True)

    def enable(self, webhook_id: UUID) -> Webhook:
        """Deliver again to a webhook; raise UnknownWebhook where there is none."""
        enabled = update(WebhookRow).where(WebhookRow.id == webhook_id).values(disabled_at=None)
        self._session.execute(enabled)
        return self.get(webhook_id)

    def delete(self, webhook_id: UUID) -> None:
        """Forget a webhook and its deliveries; raise UnknownWebhook where there is none."""
        gone = delete(WebhookRow).where(WebhookRow.id == webhook_id).returning(WebhookRow.id)
        if self._session.scalar(gone) is None:
            raise _unknown(webhook_id)

    def deliver(self, webhook_id: UUID, kind: str, data: dict[str, Any]) -> Delivery:
        """Have the webhook told of something that is no event of a job."""
        row = DeliveryRow(webhook_id=webhook_id, type=kind, data=data)
        self._session.add(row)
        self._session.flush()
        return _delivery(row)

    def waiting(self) -> int:
        """Count the deliveries that are to be sent, for the first time or again."""
        waiting = select(func.count()).where(DeliveryRow.due_at.is_not(None))
        return self._session.scalars(waiting).one()

    def deliveries(
        self,
        webhook_id: UUID,
        *,
        before: int | None,
        limit: int,
    ) -> Sequence[tuple[int, Delivery]]:
        """Return deliveries older than `before`, newest first, each with its place."""
        wanted = select(DeliveryRow).where(DeliveryRow.webhook_id == webhook_id)
        if before is not None:
            wanted = wanted.where(DeliveryRow.key < before)
        rows = self._session.scalars(wanted.order_by(DeliveryRow.key.desc()).limit(limit))
        return [(row.key, _delivery(row)) for row in rows]


def _unknown(webhook_id: UUID) -> UnknownWebhook:
    return UnknownWebhook(f"no webhook has the id {webhook_id}")


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=row.id,
        type=row.type,
        timestamp=row.at,
        data=row.data,
        status=_status(row),
        next_attempt_at=row.due_at,
        attempts=[Attempt(**attempt) for attempt in row.attempts],
    )


def _status(row: DeliveryRow) -> DeliveryStatus:
    if row.due_at is not None:
        return DeliveryStatus.PENDING
    return DeliveryStatus.FAILED if row.delivered_at is None else DeliveryStatus.DELIVERED
