"""One attempt: what the receiver gets, and what is kept of its answer, whatever it does."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook

from lehr.delivery.addresses import Address
from lehr.delivery.border import Border
from lehr.delivery.post import Post
from lehr.delivery.records import Parcel, Receipt
from lehr.delivery.signature import new_secret
from lehr.testing.service import free_port
from tests.receivers import Receiver, Reply, misbehaving, receiving, trusting

HERE, NOWHERE = ip_address("127.0.0.1"), ip_address("127.0.0.2")
NEAR = [ip_network("127.0.0.0/8")]
OPEN = Border(frozenset(), NEAR)
SECRET = new_secret()


@pytest.fixture
def secure() -> Iterator[Receiver]:
    with receiving(tls=True) as receiver:
        yield receiver


def parcel(url: str, **facts: Any) -> Parcel:
    whole = {
        "key": 1,
        "id": uuid4(),
        "webhook_id": uuid4(),
        "token": 1,
        "url": url,
        "secret": SecretStr(SECRET),
        "type": "job.succeeded",
        "timestamp": datetime(2026, 11, 22, 12, tzinfo=UTC),
        "data": {"job": "7", "status": "succeeded", "seq": 9},
        "number": 1,
        "sent_at": datetime.now(UTC),
    }
    return Parcel.model_validate(whole | facts)


def sent(sending: Parcel, border: Border = OPEN, **options: Any) -> Receipt:
    return asyncio.run(Post(border, **options).send(sending))


def named(*addresses: Address) -> Border:
    """Make a border that knows `hooks.example` alone, which it lists, by these addresses."""
    answers = {"hooks.example": addresses}
    return Border(frozenset(answers), NEAR, resolve=lambda host: answers[host])


def error(url: str, border: Border = OPEN, **options: Any) -> str:
    attempt = sent(parcel(url), border, **options).attempt
    assert (attempt.status, attempt.body) == (None, None)
    assert attempt.error is not None
    return attempt.error


def test_the_message_is_thin_and_names_its_type_and_time(receiver: Receiver) -> None:
    sent(parcel(receiver.url))
    [request] = receiver.requests
    assert request.target == "/hook?from=lehr"
    assert request.headers["content-type"] == "application/json"
    assert request.message == {
        "type": "job.succeeded",
        "timestamp": "2026-11-22T12:00:00Z",
        "data": {"job": "7", "status": "succeeded", "seq": 9},
    }


def test_the_specifications_package_verifies_the_message(receiver: Receiver) -> None:
    sending = parcel(receiver.url)
    sent(sending)
    [request] = receiver.requests
    assert Webhook(SECRET).verify(request.body, request.headers) == request.message
    assert request.message_id == str(sending.id)


def test_every_attempt_has_the_same_id_and_body(receiver: Receiver) -> None:
    sending = parcel(receiver.url)
    sent(sending)
    sent(sending.model_copy(update={"number": 2}))
    first, second = receiver.requests
    assert (first.message_id, first.body) == (second.message_id, second.body)


def test_the_answer_is_kept(receiver: Receiver) -> None:
    receiver.replies.append(Reply(500, {"Retry-After": "9"}, b"out of \xff order"))
    receipt = sent(parcel(receiver.url))
    attempt = receipt.attempt
    assert (attempt.status, attempt.body, attempt.error) == (500, "out of \ufffd order", None)
    assert 0 < attempt.seconds < 10
    assert receipt.retry_after == "9"


def test_of_a_long_answer_the_beginning_is_kept(receiver: Receiver) -> None:
    receiver.replies.append(Reply(200, {}, b"a" * 1_000_000))
    assert sent(parcel(receiver.url)).attempt.body == "a" * 1000


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.replies.append(Reply(307, {"Location": receiver.url}))
    assert sent(parcel(receiver.url)).attempt.status == 307
    assert len(receiver.requests) == 1


def test_no_proxy_is_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:1")
    assert sent(parcel(receiver.url)).attempt.status == 204


def test_the_host_is_named_in_tls_and_in_the_request(secure: Receiver) -> None:
    receipt = sent(parcel(secure.secure_url), named(HERE), tls=trusting())
    assert receipt.attempt.error is None
    [request] = secure.requests
    assert request.headers["host"] == f"hooks.example:{secure.server_port}"


def test_a_certificate_that_is_not_the_hosts_is_refused(secure: Receiver) -> None:
    said = error(f"https://127.0.0.1:{secure.server_port}/", tls=trusting())
    assert "CERTIFICATE_VERIFY_FAILED" in said
    assert not secure.requests


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Receiver) -> None:
    assert "CERTIFICATE_VERIFY_FAILED" in error(secure.secure_url, named(HERE))
    assert not secure.requests


def test_an_address_that_does_not_answer_gives_way_to_the_next(secure: Receiver) -> None:
    receipt = sent(parcel(secure.secure_url), named(NOWHERE, HERE), tls=trusting())
    assert receipt.attempt.status == 204


def test_a_name_that_has_become_private_gets_nothing(receiver: Receiver) -> None:
    answers = iter([[ip_address("93.184.215.14")], [HERE]])
    moving = Border(frozenset(), [], resolve=lambda _: next(answers))
    sending = parcel(f"https://hooks.example:8443/{receiver.server_port}")
    assert moving.passed(sending.url)
    assert "must have public addresses alone" in error(str(sending.url), moving)
    assert not receiver.requests


def test_rebinding_changes_nothing_as_a_name_is_looked_up_once(receiver: Receiver) -> None:
    asked = []

    def rebound(host: str) -> Sequence[Address]:
        asked.append(host)
        return [HERE if len(asked) == 1 else ip_address("10.0.0.1")]

    url = f"http://hooks.example:{receiver.server_port}/"
    receipt = sent(parcel(url), Border(frozenset(), NEAR, resolve=rebound))
    assert receipt.attempt.status == 204
    assert asked == ["hooks.example"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1:8443/",
        "https://2130706433/",
        "https://0177.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/",
    ],
)
def test_what_is_not_public_is_not_asked_even_if_it_was_stored(url: str) -> None:
    assert "LEHR_WEBHOOK_ALLOW" in error(url, Border(frozenset(), []))


def test_a_closed_port_is_told(receiver: Receiver) -> None:
    assert "Connect call failed" in error(f"http://127.0.0.1:{free_port()}/")
    assert not receiver.requests


def test_an_address_that_takes_no_connection_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        place = full.getsockname()
        with socket.create_connection(place), socket.socket() as waiting:
            waiting.settimeout(0)
            waiting.connect_ex(place)
            said = error(f"http://127.0.0.1:{place[1]}/")
    assert said == "127.0.0.1 must take a connection within 5 s"


def test_what_is_not_foreseen_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: str) -> Sequence[Address]:
        raise ZeroDivisionError

    said = error("https://hooks.example/", Border(frozenset(), [], resolve=broken))
    assert said == "ZeroDivisionError"
    assert "not foreseen" in caplog.text


@pytest.mark.parametrize(
    "says",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,
    ],
)
def test_what_is_not_a_whole_answer_is_none(says: bytes) -> None:
    with misbehaving(says) as url:
        assert error(url).startswith("the answer must be HTTP/1.1, and whole: ")


def test_an_interim_answer_is_not_the_answer() -> None:
    with misbehaving(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n") as url:
        assert sent(parcel(url)).attempt.status == 204


def test_an_answer_without_end_is_cut() -> None:
    heard = Event()
    with misbehaving(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 5000, then=heard.wait) as url:
        attempt = sent(parcel(url)).attempt
        heard.set()
    assert (attempt.status, attempt.body) == (200, "a" * 1000)


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\na"])
def test_a_receiver_that_dawdles_is_left(says: bytes) -> None:
    left = Event()
    with misbehaving(says, then=left.wait) as url:
        said = error(url, deadline_seconds=0.2)
        left.set()
    assert said == "an answer must come within 0.2 s"
