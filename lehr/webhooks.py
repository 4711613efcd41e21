"""What clients do with webhooks: every method one visible transaction."""

from uuid import UUID

from lehr.delivery.border import Border, Forbidden
from lehr.delivery.records import (
    TEST,
    Delivery,
    DeliveryPage,
    NewWebhook,
    Webhook,
    WebhookList,
    WebhookSpec,
)
from lehr.delivery.signature import new_secret
from lehr.errors import InvalidRequest, TooManyWebhooks, Violation, WebhookDisabled
from lehr.experiments.cursor import before_delivery, delivery_cursor
from lehr.store.engine import Sessions
from lehr.store.locks import add_webhook_alone
from lehr.store.webhook_store import WebhookStore

MOST = 100
"""How many webhooks there may be: every event is written down once for each that wants it."""


class Webhooks:
    """The webhooks of this deployment."""

    def __init__(self, sessions: Sessions, border: Border) -> None:
        self._sessions = sessions
        self._border = border

    def add(self, spec: WebhookSpec) -> NewWebhook:
        """Tell a receiver of what happens from now on.

        Raises InvalidRequest where deliveries may not go to its URL, and TooManyWebhooks.
        """
        try:
            self._border.passed(spec.url)
        except Forbidden as error:
            detail = f"{error}; received {str(spec.url)!r}"
            raise InvalidRequest([Violation("/url", detail)]) from error
        with self._sessions.begin() as session:
            add_webhook_alone(session)
            store = WebhookStore(session)
            if store.count() >= MOST:
                raise TooManyWebhooks(f"there may be {MOST} webhooks at most: delete one first")
            return store.add(url=str(spec.url), events=spec.events, secret=new_secret())

    def list(self) -> WebhookList:
        """Return every webhook."""
        with self._sessions.begin() as session:
            return WebhookList(webhooks=WebhookStore(session).list())

    def enable(self, webhook_id: UUID) -> Webhook:
        """Tell a receiver again that was gone, of what happens from now on.

        Raises UnknownWebhook where there is none.
        """
        with self._sessions.begin() as session:
            return WebhookStore(session).enable(webhook_id)

    def delete(self, webhook_id: UUID) -> None:
        """Forget a webhook and its deliveries; raise UnknownWebhook where there is none."""
        with self._sessions.begin() as session:
            WebhookStore(session).delete(webhook_id)

    def deliveries(self, webhook_id: UUID, *, cursor: str | None, limit: int) -> DeliveryPage:
        """Return what a webhook was or is to be told, newest first; or raise UnknownWebhook."""
        before = before_delivery(cursor)
        with self._sessions.begin() as session:
            store = WebhookStore(session)
            store.get(webhook_id)
            found = store.deliveries(webhook_id, before=before, limit=limit + 1)
        following = delivery_cursor(found[limit - 1][0]) if len(found) > limit else None
        return DeliveryPage(deliveries=[delivery for _, delivery in found[:limit]], next=following)

    def test(self, webhook_id: UUID) -> Delivery:
        """Have something delivered at once; raise UnknownWebhook or WebhookDisabled."""
        with self._sessions.begin() as session:
            store = WebhookStore(session)
            if store.get(webhook_id).disabled_at:
                rule = "has answered 410 Gone: enable the webhook first"
                raise WebhookDisabled(f"the receiver of webhook {webhook_id} {rule}")
            return store.deliver(webhook_id, TEST, {"webhook": str(webhook_id)})
