"""Webhooks over HTTP: from their creation to a message that verifies."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from standardwebhooks import Webhook

from api.main import create_app
from lehr.settings import Settings
from lehr.store.engine import Sessions
from lehr.testing import wait_until
from tests.api.problems import assert_problem, refusals
from tests.api.serving import serving, started
from tests.receivers import Receiver, Reply
from tests.trainings import execute

ENDS = ["job.succeeded", "job.failed", "job.cancelled"]


@pytest.fixture
def listing(database_url: str, redis_url: str) -> Settings:
    """Settings by which loopback is delivered to soon."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        webhook_allow="127.0.0.0/8",
        outbox_seconds=0.1,
    )


@pytest.fixture
def open_client(listing: Settings) -> Iterator[httpx.Client]:
    """A client of a service that delivers to loopback and knows nothing."""
    with serving(create_app(listing)) as client:
        yield client


@pytest.fixture
def webhook(open_client: httpx.Client, receiver: Receiver) -> dict[str, Any]:
    """A webhook that leads to `receiver`, as `POST /webhooks` answered."""
    answer: dict[str, Any] = open_client.post("/webhooks", json={"url": receiver.url}).json()
    return answer


def log(client: httpx.Client, webhook: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.get(f"/webhooks/{webhook['id']}/deliveries")
    deliveries: list[dict[str, Any]] = answer.json()["deliveries"]
    return deliveries


def finished(client: httpx.Client, webhook: dict[str, Any]) -> Callable[[], bool]:
    """Give the condition that everything has been delivered or given up."""
    return lambda: all(one["status"] != "pending" for one in log(client, webhook))


def test_the_secret_is_told_at_the_creation_alone(
    open_client: httpx.Client, receiver: Receiver
) -> None:
    answer = open_client.post("/webhooks", json={"url": receiver.url, "events": ["run.failed"]})
    assert answer.status_code == 201
    webhook = answer.json()
    assert list(webhook) == ["id", "url", "events", "created_at", "disabled_at", "secret"]
    assert (webhook["url"], webhook["events"]) == (receiver.url, ["run.failed"])
    assert webhook["disabled_at"] is None
    secret = webhook.pop("secret")
    listed = open_client.get("/webhooks")
    assert listed.json() == {"webhooks": [webhook]}
    assert secret not in listed.text


def test_the_ends_of_jobs_are_delivered_by_default(webhook: dict[str, Any]) -> None:
    assert webhook["events"] == ENDS


def test_a_jobs_end_is_delivered_and_verifies(
    open_client: httpx.Client, webhook: dict[str, Any], receiver: Receiver, body: dict[str, Any]
) -> None:
    receiver.replies.append(Reply(200, {}, b"thank you"))
    job = open_client.post("/jobs", json=body).json()
    job = open_client.post(f"/jobs/{job['id']}/cancel").json()
    wait_until(lambda: receiver.requests)
    wait_until(finished(open_client, webhook))
    [request] = receiver.requests
    message = Webhook(webhook["secret"]).verify(request.body, request.headers)
    data = {"job": job["id"], "status": "cancelled", "seq": job["version"]}
    assert (message["type"], message["data"]) == ("job.cancelled", data)
    [delivery] = log(open_client, webhook)
    assert (delivery["id"], delivery["status"]) == (request.message_id, "delivered")
    assert (delivery["data"], delivery["timestamp"]) == (data, message["timestamp"])
    [attempt] = delivery["attempts"]
    assert (attempt["status"], attempt["body"]) == (200, "thank you")


def test_a_test_is_delivered_like_an_event(
    open_client: httpx.Client, webhook: dict[str, Any], receiver: Receiver
) -> None:
    answer = open_client.post(f"/webhooks/{webhook['id']}/test")
    assert answer.status_code == 202
    wait_until(lambda: receiver.requests)
    [request] = receiver.requests
    assert Webhook(webhook["secret"]).verify(request.body, request.headers)
    assert request.message_id == answer.json()["id"]


def test_a_receiver_that_is_gone_disables_its_webhook(
    open_client: httpx.Client, webhook: dict[str, Any], receiver: Receiver
) -> None:
    receiver.replies.append(Reply(410))
    test = f"/webhooks/{webhook['id']}/test"
    open_client.post(test)
    wait_until(lambda: open_client.get("/webhooks").json()["webhooks"][0]["disabled_at"])
    problem = assert_problem(open_client.post(test), 409, "webhook-disabled")
    assert "410 Gone" in problem["detail"]
    assert [one["status"] for one in log(open_client, webhook)] == ["failed"]


def test_a_receiver_that_is_back_can_be_told_again(
    open_client: httpx.Client, webhook: dict[str, Any], receiver: Receiver, sessions: Sessions
) -> None:
    execute(sessions, "UPDATE webhooks SET disabled_at = now()")
    enabled = open_client.post(f"/webhooks/{webhook['id']}/enable")
    assert enabled.status_code == 200
    assert enabled.json() == open_client.get("/webhooks").json()["webhooks"][0]
    assert enabled.json()["disabled_at"] is None
    assert open_client.post(f"/webhooks/{webhook['id']}/test").status_code == 202
    wait_until(lambda: receiver.requests)


def test_the_log_is_paged_newest_first(
    open_client: httpx.Client, webhook: dict[str, Any], receiver: Receiver
) -> None:
    test, path = (f"/webhooks/{webhook['id']}/{name}" for name in ("test", "deliveries"))
    ids = [open_client.post(test).json()["id"] for _ in range(3)]
    wait_until(lambda: len(receiver.requests) == 3)
    first = open_client.get(path, params={"limit": 2})
    assert [one["id"] for one in first.json()["deliveries"]] == ids[:0:-1]
    assert first.links["next"]["url"].startswith(path)
    second = open_client.get(first.links["next"]["url"]).json()
    assert [one["id"] for one in second["deliveries"]] == ids[:1]
    assert second["next"] is None


def test_a_deleted_webhook_is_unknown(open_client: httpx.Client, webhook: dict[str, Any]) -> None:
    path = f"/webhooks/{webhook['id']}"
    assert open_client.delete(path).status_code == 204
    assert_problem(open_client.delete(path), 404, "unknown-webhook")
    assert_problem(open_client.get(f"{path}/deliveries"), 404, "unknown-webhook")
    assert_problem(open_client.post(f"{path}/test"), 404, "unknown-webhook")
    assert_problem(open_client.post(f"{path}/enable"), 404, "unknown-webhook")
    assert open_client.get("/webhooks").json() == {"webhooks": []}


@pytest.mark.parametrize("webhook_id", ["7a1bd0a4-45c5-4b6e-9f05-3d2f6e1a0c11", "7", "x" * 200])
def test_an_id_of_no_webhook_is_told(client: httpx.Client, webhook_id: str) -> None:
    problem = assert_problem(client.delete(f"/webhooks/{webhook_id}"), 404, "unknown-webhook")
    assert problem["detail"] == f"no webhook has the id {webhook_id[:80]}"


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://127.0.0.1/", "the host '127.0.0.1' must have public addresses"),
        ("https://localhost/", "the host 'localhost' must have public addresses"),
        ("https://2130706433/", "must have public addresses"),
        ("https://0177.1/", "must have public addresses"),
        ("https://[::ffff:127.0.0.1]/", "must have public addresses"),
        ("https://169.254.169.254/latest", "must have public addresses"),
        ("http://1.1.1.1/", "the scheme must be https"),
        ("https://1.1.1.1:22/", "the port must be 443 or 8443"),
        ("https://name:word@1.1.1.1/", "must not hold a user"),
        ("https://name@1.1.1.1/", "must not hold a user"),
        ("https://1.1.1.1/#here", "must not have a fragment"),
        ("ftp://1.1.1.1/", "URL scheme should be 'http' or 'https'"),
        ("file:///etc/passwd", "URL scheme should be 'http' or 'https'"),
        ("hooks", "valid URL"),
        ("https://", "valid URL"),
        (f"https://1.1.1.1/{'x' * 2083}", "at most 2083 characters"),
        (7, "should be a string"),
    ],
)
def test_where_nothing_may_be_delivered_there_is_no_webhook(
    client: httpx.Client, url: object, rule: str
) -> None:
    said = refusals(client.post("/webhooks", json={"url": url}))
    assert list(said) == ["/url"]
    assert rule in said["/url"]
    assert "; received " in said["/url"]
    assert client.get("/webhooks").json() == {"webhooks": []}


@pytest.mark.parametrize(
    ("change", "pointer", "rule"),
    [
        ({"events": []}, "/events", "at least 1 item"),
        ({"events": ["job.failed"] * 13}, "/events", "at most 12 items"),
        ({"events": ["run.progress"]}, "/events/0", "'run.succeeded'"),
        ({"events": "job.failed"}, "/events", "valid list"),
        ({"secret": "mine"}, "/secret", "no such field; there are `url`, `events`"),
    ],
)
def test_what_else_is_wrong_is_named(
    client: httpx.Client, change: dict[str, Any], pointer: str, rule: str
) -> None:
    said = refusals(client.post("/webhooks", json={"url": "https://1.1.1.1/", **change}))
    assert rule in said[pointer]


def test_a_url_is_required(client: httpx.Client) -> None:
    assert refusals(client.post("/webhooks", json={}))["/url"].startswith("`url` is required")


def test_a_place_in_the_log_is_one_that_it_gave(
    open_client: httpx.Client, webhook: dict[str, Any]
) -> None:
    path = f"/webhooks/{webhook['id']}/deliveries"
    said = refusals(open_client.get(path, params={"cursor": "nowhere"}))
    assert "`cursor` must be the `next` of an earlier page" in said["/cursor"]


def test_a_process_killed_between_sending_and_recording_loses_nothing(
    tmp_path: Path, listing: Settings, own_sessions: Sessions, receiver: Receiver
) -> None:
    with started(tmp_path / "api.log", listing, LEHR_WEBHOOK_ALLOW="127.0.0.1") as first:
        receiver.on_request = psutil.Process(first.pid).kill
        webhook = first.client.post("/webhooks", json={"url": receiver.url}).json()
        first.client.post(f"/webhooks/{webhook['id']}/test")
        wait_until(lambda: receiver.requests)
    receiver.on_request = lambda: None
    execute(own_sessions, "UPDATE webhooks SET lease_until = now()")
    with serving(create_app(listing)) as second:
        wait_until(finished(second, webhook))
        [delivery] = log(second, webhook)
    assert [request.message_id for request in receiver.requests] == [delivery["id"]] * 2
    assert delivery["status"] == "delivered"
    assert len(delivery["attempts"]) == 1
