"""Who is told of events, and the outbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class WebhookRow(Base):
    """Somebody who wants to be told of events; whoever delivers to it holds it."""

    __tablename__ = "webhooks"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    url: Mapped[str]
    secret: Mapped[str]
    """What its deliveries are signed with; it must be known, so it is not a digest."""
    events: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    disabled_at: Mapped[datetime | None]
    token: Mapped[int] = mapped_column(server_default=text("0"))
    """Rises with every claim; whoever tells what came of a delivery must present it."""
    lease_until: Mapped[datetime | None]


class DeliveryRow(Base):
    """The outbox, and the log of what left it: one event, one webhook.

    The trigger `deliver_event` writes it when an event's transaction commits.
    """

    __tablename__ = "deliveries"

    key: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    """In the order of a job's events."""
    id: Mapped[UUID] = mapped_column(unique=True, server_default=func.gen_random_uuid())
    """What receivers and clients see."""
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    type: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    data: Mapped[dict[str, Any]]
    attempts: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    due_at: Mapped[datetime | None] = mapped_column(server_default=func.clock_timestamp())
    """When the next attempt is to be made; null once delivered or given up."""
    delivered_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "webhook_id", "key"),
        Index(
            "ix_deliveries_due", "webhook_id", "due_at", postgresql_where=text("due_at IS NOT NULL")
        ),
    )
