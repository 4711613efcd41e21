"""Deliveries are claimed under a lease, sent again as often as they must be, and never lost."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from lehr.delivery.backoff import PAUSES
from lehr.delivery.border import Border
from lehr.delivery.records import TEST, Attempt, Delivery, DeliveryStatus, Parcel, Receipt
from lehr.outbox import KEPT, Outbox
from lehr.store.engine import Sessions
from lehr.store.webhook_store import WebhookStore
from lehr.webhooks import Webhooks
from tests.trainings import at_once, execute, query


@pytest.fixture
def outbox(sessions: Sessions) -> Outbox:
    return Outbox(sessions)


@pytest.fixture
def webhooks(sessions: Sessions) -> Webhooks:
    return Webhooks(sessions, Border(frozenset(), []))


def added(sessions: Sessions) -> UUID:
    with sessions.begin() as session:
        return WebhookStore(session).add(url="https://hooks.example/", secret="", events=[]).id


@pytest.fixture
def webhook(sessions: Sessions) -> UUID:
    return added(sessions)


def posted(sessions: Sessions, webhook: UUID, count: int = 1) -> None:
    """Put numbered deliveries into the outbox."""
    for number in range(count):
        with sessions.begin() as session:
            WebhookStore(session).deliver(webhook, TEST, {"number": number})


def claimed(outbox: Outbox) -> Parcel:
    parcel = outbox.claim()
    assert parcel is not None
    return parcel


def answer(parcel: Parcel, status: int | None = 204, retry_after: str | None = None) -> Receipt:
    attempt = Attempt(at=parcel.sent_at, seconds=0.1, status=status, body="", error=None)
    return Receipt(attempt=attempt, retry_after=retry_after)


def become_due(sessions: Sessions) -> None:
    """Let every pause be over."""
    execute(sessions, "UPDATE deliveries SET due_at = now() WHERE due_at IS NOT NULL")


def the_delivery(webhooks: Webhooks, webhook: UUID) -> Delivery:
    [delivery] = webhooks.deliveries(webhook, cursor=None, limit=10).deliveries
    return delivery


@pytest.mark.usefixtures("webhook")
def test_an_empty_outbox_gives_nothing(outbox: Outbox) -> None:
    assert outbox.claim() is None


def test_what_is_delivered_is_sent_no_more(
    outbox: Outbox, sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook)
    parcel = claimed(outbox)
    outbox.record(parcel, answer(parcel))
    assert outbox.claim() is None
    delivery = the_delivery(webhooks, webhook)
    assert (delivery.status, delivery.next_attempt_at) == (DeliveryStatus.DELIVERED, None)
    assert [attempt.status for attempt in delivery.attempts] == [204]


def test_what_fails_is_sent_again_after_each_pause_then_given_up(
    outbox: Outbox, sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook)
    for pause in PAUSES:
        parcel = claimed(outbox)
        outbox.record(parcel, answer(parcel, 500))
        [[wait]] = query(sessions, "SELECT due_at - now() FROM deliveries")
        assert pause - timedelta(seconds=5) < wait <= pause * 1.1
        assert outbox.claim() is None
        become_due(sessions)
    parcel = claimed(outbox)
    outbox.record(parcel, answer(parcel, 500))
    become_due(sessions)
    assert outbox.claim() is None
    delivery = the_delivery(webhooks, webhook)
    assert delivery.status is DeliveryStatus.FAILED
    assert len(delivery.attempts) == len(PAUSES) + 1


def test_every_attempt_is_logged_under_one_id(
    outbox: Outbox, sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook)
    first = claimed(outbox)
    outbox.record(first, answer(first, 500))
    become_due(sessions)
    second = claimed(outbox)
    outbox.record(second, answer(second))
    assert (first.id, first.number, second.id, second.number) == (second.id, 1, first.id, 2)
    delivery = the_delivery(webhooks, webhook)
    assert delivery.id == first.id
    assert [attempt.status for attempt in delivery.attempts] == [500, 204]
    assert [attempt.at for attempt in delivery.attempts] == [first.sent_at, second.sent_at]


def test_a_receiver_that_asks_for_time_gets_it(
    outbox: Outbox, sessions: Sessions, webhook: UUID
) -> None:
    posted(sessions, webhook)
    parcel = claimed(outbox)
    outbox.record(parcel, answer(parcel, 429, "3600"))
    [[wait]] = query(sessions, "SELECT due_at - now() FROM deliveries")
    assert timedelta(minutes=59) < wait <= timedelta(hours=1)


def test_a_receiver_that_is_gone_gets_nothing_any_more(
    outbox: Outbox, sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook, count=3)
    parcel = claimed(outbox)
    outbox.record(parcel, answer(parcel, 410))
    assert outbox.claim() is None
    [disabled] = webhooks.list().webhooks
    assert disabled.disabled_at is not None
    page = webhooks.deliveries(webhook, cursor=None, limit=10)
    assert {one.status for one in page.deliveries} == {DeliveryStatus.FAILED}
    assert [len(one.attempts) for one in page.deliveries] == [0, 0, 1]


def test_a_webhook_gets_one_delivery_at_a_time_in_order(
    outbox: Outbox, sessions: Sessions, webhook: UUID
) -> None:
    posted(sessions, webhook, count=3)
    for number in range(3):
        parcel = claimed(outbox)
        assert parcel.data == {"number": number}
        assert outbox.claim() is None
        outbox.record(parcel, answer(parcel))


def test_a_webhook_in_a_senders_hands_holds_up_no_other(outbox: Outbox, sessions: Sessions) -> None:
    webhooks = [added(sessions) for _ in range(3)]
    for webhook in webhooks:
        posted(sessions, webhook, count=2)
    held = [claimed(outbox).webhook_id for _ in webhooks]
    assert held == webhooks
    assert outbox.claim() is None


def test_senders_that_claim_at_once_get_different_webhooks(
    outbox: Outbox, sessions: Sessions
) -> None:
    for _ in range(4):
        posted(sessions, added(sessions))
    found = at_once(*[outbox.claim] * 8)
    parcels = [one for one in found if isinstance(one, Parcel)]
    again = [one for one in (outbox.claim() for _ in range(4)) if one is not None]
    assert len({parcel.webhook_id for parcel in [*parcels, *again]}) == 4
    assert len([*parcels, *again]) == 4


def test_what_a_dead_sender_held_is_sent_by_another_under_the_same_id(
    outbox: Outbox, sessions: Sessions, webhook: UUID
) -> None:
    posted(sessions, webhook)
    dead = claimed(outbox)
    assert outbox.claim() is None
    execute(sessions, "UPDATE webhooks SET lease_until = now() - interval '1 second'")
    other = claimed(outbox)
    assert (other.id, other.number) == (dead.id, 1)
    assert other.token == dead.token + 1


def test_a_sender_that_lost_its_webhook_records_nothing(
    outbox: Outbox, sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook)
    late = claimed(outbox)
    execute(sessions, "UPDATE webhooks SET lease_until = now() - interval '1 second'")
    other = claimed(outbox)
    outbox.record(other, answer(other))
    outbox.record(late, answer(late, 500))
    delivery = the_delivery(webhooks, webhook)
    assert delivery.status is DeliveryStatus.DELIVERED
    assert len(delivery.attempts) == 1


def test_a_receipt_for_a_deleted_webhook_is_dropped(
    outbox: Outbox, sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook)
    parcel = claimed(outbox)
    webhooks.delete(webhook)
    outbox.record(parcel, answer(parcel))
    assert query(sessions, "TABLE deliveries") == []


def test_what_is_given_back_is_anothers_at_once(
    outbox: Outbox, sessions: Sessions, webhook: UUID
) -> None:
    posted(sessions, webhook)
    first = claimed(outbox)
    outbox.give_back(first)
    second = claimed(outbox)
    assert (second.id, second.number) == (first.id, 1)


def test_the_log_forgets_what_was_over_long_ago(
    outbox: Outbox, sessions: Sessions, webhook: UUID
) -> None:
    posted(sessions, webhook, count=3)
    parcel = claimed(outbox)
    outbox.record(parcel, answer(parcel))
    execute(sessions, "UPDATE deliveries SET at = now() - :age WHERE key > :key", age=KEPT, key=0)
    execute(sessions, "UPDATE deliveries SET at = now() WHERE data->>'number' = '1'")
    outbox.forget()
    left = query(sessions, "SELECT data->>'number' FROM deliveries ORDER BY key")
    assert [number for [number] in left] == ["1", "2"]


def test_pages_of_the_log_neither_repeat_nor_skip(
    sessions: Sessions, webhooks: Webhooks, webhook: UUID
) -> None:
    posted(sessions, webhook, count=5)
    seen: list[Any] = []
    cursor = None
    while len(seen) < 5:
        page = webhooks.deliveries(webhook, cursor=cursor, limit=2)
        seen += [delivery.data["number"] for delivery in page.deliveries]
        cursor = page.next
    assert cursor is None
    assert all(newer == older + 1 for newer, older in pairwise(seen))
