"""A courier takes what the outbox holds to its receivers, whatever happens to either."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from ipaddress import ip_network
from threading import Event
from uuid import UUID

import pytest

from lehr.courier import Courier
from lehr.delivery.border import Border
from lehr.delivery.post import Post
from lehr.delivery.records import TEST, DeliveryStatus, WebhookSpec
from lehr.outbox import Outbox
from lehr.store.engine import Sessions
from lehr.store.webhook_store import WebhookStore
from lehr.testing import wait_until
from lehr.webhooks import Webhooks
from tests.receivers import Receiver, Reply, receiving
from tests.trainings import execute, query

NEAR = Border(frozenset(), [ip_network("127.0.0.1/32")])


@contextmanager
def delivering(sessions: Sessions, *, couriers: int = 1) -> Iterator[Courier]:
    """Have so many couriers deliver until the block ends, and give one of them."""
    with ExitStack() as stack:
        for _ in range(couriers):
            courier = Courier(Outbox(sessions), Post(NEAR), seconds=0.01)
            courier.start()
            stack.callback(courier.stop)
        yield courier


@pytest.fixture
def webhooks(sessions: Sessions) -> Webhooks:
    return Webhooks(sessions, NEAR)


def added(webhooks: Webhooks, receiver: Receiver) -> UUID:
    return webhooks.add(WebhookSpec.model_validate({"url": receiver.url})).id


def posted(sessions: Sessions, webhook: UUID, numbers: range) -> None:
    with sessions.begin() as session:
        for number in numbers:
            WebhookStore(session).deliver(webhook, TEST, {"number": number})


def outcome(webhooks: Webhooks, webhook: UUID) -> Counter[DeliveryStatus]:
    page = webhooks.deliveries(webhook, cursor=None, limit=200)
    return Counter(delivery.status for delivery in page.deliveries)


def numbers(receiver: Receiver) -> list[int]:
    return [request.message["data"]["number"] for request in receiver.requests]


def test_what_is_posted_is_delivered_and_logged(
    sessions: Sessions, webhooks: Webhooks, receiver: Receiver
) -> None:
    webhook = added(webhooks, receiver)
    with delivering(sessions):
        delivery = webhooks.test(webhook)
        wait_until(lambda: outcome(webhooks, webhook)[DeliveryStatus.DELIVERED])
    [request] = receiver.requests
    assert request.message_id == str(delivery.id)
    assert request.message["type"] == "webhook.test"
    assert request.message["data"] == {"webhook": str(webhook)}


def test_a_url_that_grows_where_it_is_written_in_ascii_is_delivered_to(
    sessions: Sessions, webhooks: Webhooks, receiver: Receiver
) -> None:
    long = f"http://127.0.0.1:{receiver.server_port}/{'ü' * 1000}"
    webhook = webhooks.add(WebhookSpec.model_validate({"url": long})).id
    posted(sessions, webhook, range(1))
    with delivering(sessions):
        wait_until(lambda: receiver.requests)
    assert receiver.requests[0].target == "/" + "%C3%BC" * 1000


def test_a_failure_is_followed_by_another_attempt_under_the_same_id(
    sessions: Sessions, webhooks: Webhooks, receiver: Receiver
) -> None:
    webhook = added(webhooks, receiver)
    receiver.replies.extend([Reply(500), Reply(302, {"Location": receiver.url})])
    with delivering(sessions):
        posted(sessions, webhook, range(1))
        for made in (1, 2, 3):
            wait_until(partial(is_logged, sessions, made))
            execute(sessions, "UPDATE deliveries SET due_at = now() WHERE due_at IS NOT NULL")
    assert len({request.message_id for request in receiver.requests}) == 1
    assert outcome(webhooks, webhook) == {DeliveryStatus.DELIVERED: 1}


def is_logged(sessions: Sessions, attempts: int) -> bool:
    """Tell whether the log holds so many attempts."""
    [[logged]] = query(sessions, "SELECT sum(json_array_length(attempts)) FROM deliveries")
    return int(logged) == attempts


def test_several_couriers_lose_nothing_send_nothing_twice_and_keep_the_order(
    sessions: Sessions, webhooks: Webhooks
) -> None:
    with ExitStack() as stack:
        receivers = [stack.enter_context(receiving()) for _ in range(4)]
        mine = [added(webhooks, receiver) for receiver in receivers]
        stack.enter_context(delivering(sessions, couriers=3))
        for start in range(0, 50, 10):
            for webhook in mine:
                posted(sessions, webhook, range(start, start + 10))
        wait_until(lambda: all(len(receiver.requests) >= 50 for receiver in receivers))
        everything = {DeliveryStatus.DELIVERED: 50}
        wait_until(lambda: all(outcome(webhooks, one) == everything for one in mine))
        assert [numbers(receiver) for receiver in receivers] == [list(range(50))] * 4


def test_a_slow_receiver_holds_up_no_other(
    sessions: Sessions, webhooks: Webhooks, receiver: Receiver
) -> None:
    released = Event()
    with receiving() as slow, delivering(sessions):
        slow.on_request = released.wait
        posted(sessions, added(webhooks, slow), range(3))
        posted(sessions, added(webhooks, receiver), range(20))
        wait_until(lambda: len(receiver.requests) == 20)
        assert len(slow.requests) == 1
        released.set()
        wait_until(lambda: numbers(slow) == [0, 1, 2])


def test_what_a_stopped_courier_had_under_way_is_anothers_at_once(
    sessions: Sessions, webhooks: Webhooks, receiver: Receiver
) -> None:
    released = Event()
    receiver.on_request = released.wait
    webhook = added(webhooks, receiver)
    posted(sessions, webhook, range(1))
    with delivering(sessions) as courier:
        wait_until(lambda: receiver.requests)
    assert not courier.is_alive()
    released.set()
    assert outcome(webhooks, webhook) == {DeliveryStatus.PENDING: 1}
    with delivering(sessions):
        wait_until(lambda: outcome(webhooks, webhook)[DeliveryStatus.DELIVERED])
    assert len({request.message_id for request in receiver.requests}) == 1


def test_a_courier_stops_though_a_delivery_ends_at_the_same_moment(sessions: Sessions) -> None:
    courier = Courier(Outbox(sessions), Post(NEAR), seconds=600)
    courier.start()
    wait_until(lambda: courier._free._waiters)

    def both() -> None:
        courier._free.set()
        courier._stopped.set()

    courier._loop.call_soon_threadsafe(both)
    courier.join(5)
    assert not courier.is_alive()


def test_a_database_that_is_away_is_met_again(
    own_sessions: Sessions, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    webhooks = Webhooks(own_sessions, NEAR)
    webhook = added(webhooks, receiver)
    execute(own_sessions, "ALTER TABLE deliveries RENAME TO elsewhere")
    with caplog.at_level(logging.ERROR), delivering(own_sessions):
        wait_until(lambda: "the outbox failed" in caplog.text)
        execute(own_sessions, "ALTER TABLE elsewhere RENAME TO deliveries")
        posted(own_sessions, webhook, range(1))
        wait_until(lambda: receiver.requests)


def test_the_log_is_freed_of_what_is_old(sessions: Sessions, webhooks: Webhooks) -> None:
    with receiving() as receiver:
        webhook = added(webhooks, receiver)
    posted(sessions, webhook, range(1))
    execute(sessions, "UPDATE deliveries SET due_at = NULL, at = now() - interval '31 days'")
    with delivering(sessions):
        wait_until(lambda: outcome(webhooks, webhook) == {})
