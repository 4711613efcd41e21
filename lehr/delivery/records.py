"""What clients and senders know of webhooks and their deliveries, as plain values."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, HttpUrl, SecretStr, field_validator

from lehr.experiments.record import Record


class EventType(StrEnum):
    """What a webhook can be told of: all events of jobs and runs but `run.progress`.

    Progress comes twice a second and run; whoever wants it reads the job's events.
    """

    JOB_QUEUED = "job.queued"
    JOB_STARTED = "job.started"
    JOB_PAUSED = "job.paused"
    JOB_RESUMED = "job.resumed"
    JOB_SUCCEEDED = "job.succeeded"
    JOB_FAILED = "job.failed"
    JOB_CANCELLED = "job.cancelled"
    RUN_STARTED = "run.started"
    RUN_REQUEUED = "run.requeued"
    RUN_SUCCEEDED = "run.succeeded"
    RUN_FAILED = "run.failed"
    RUN_CANCELLED = "run.cancelled"


ENDS: Final = [EventType.JOB_SUCCEEDED, EventType.JOB_FAILED, EventType.JOB_CANCELLED]
TEST: Final = "webhook.test"
"""The type of a delivery that no event but a client asked for."""


class WebhookSpec(BaseModel):
    """The body of `POST /webhooks`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: HttpUrl
    """Where deliveries go: `https`, port 443 or 8443, a public address, unless allow-listed."""
    events: list[EventType] = Field(default=ENDS, min_length=1, max_length=len(EventType))
    """What is delivered; by default every end of a job."""

    @field_validator("url")
    @classmethod
    def _without_secrets(cls, url: HttpUrl) -> HttpUrl:
        if url.username is not None or url.password is not None:
            raise ValueError("a URL must not hold a user or a password")
        if url.fragment is not None:
            raise ValueError("a URL must not have a fragment: it would not be sent")
        return url


class Webhook(Record):
    """Somebody who wants to be told of events."""

    id: UUID
    url: str
    events: list[EventType]
    created_at: datetime
    disabled_at: datetime | None
    """Since when nothing is delivered, because the receiver has answered 410 Gone."""


class NewWebhook(Webhook):
    """A webhook as its creation answers; only then is the secret told."""

    secret: str
    """What signatures are verified with."""


class WebhookList(Record):
    """Every webhook, oldest first."""

    webhooks: list[Webhook]


class Attempt(Record):
    """One try to deliver, and what came of it."""

    at: datetime
    seconds: float
    status: int | None
    """Of the answer; null where none came."""
    body: str | None
    """The answer's first characters."""
    error: str | None
    """Why no answer came."""


class DeliveryStatus(StrEnum):
    """What became of a delivery."""

    PENDING = "pending"
    """To be sent, for the first time or again."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """Given up."""


class Delivery(Record):
    """One event on its way to one webhook; `id` is the header `webhook-id` of every attempt."""

    id: UUID
    type: str
    timestamp: datetime
    """When the event happened."""
    data: dict[str, Any]
    status: DeliveryStatus
    next_attempt_at: datetime | None
    attempts: list[Attempt]


class DeliveryPage(Record):
    """Some deliveries of a webhook, newest first."""

    deliveries: list[Delivery]
    next: str | None
    """The cursor of the following page."""


class Parcel(Record):
    """A delivery in a sender's hands, until the lease of its webhook ends."""

    key: int
    id: UUID
    webhook_id: UUID
    token: int
    """Rises with every claim of the webhook; what became of the parcel is told under it."""
    url: AnyHttpUrl
    """As it was stored: in its own form it may be longer than a client may write it."""
    secret: SecretStr
    type: str
    timestamp: datetime
    data: dict[str, Any]
    number: int
    """Of the attempt, from 1."""
    sent_at: datetime
    """The database's time of the attempt."""


class Receipt(Record):
    """What came of an attempt: for the log, and when the receiver wants to be asked again."""

    attempt: Attempt
    retry_after: str | None = None


class Verdict(Record):
    """What follows from an attempt."""

    is_delivered: bool
    is_gone: bool
    """The receiver wants no deliveries any more."""
    wait: timedelta | None
    """Until the next attempt; null where there is none."""
