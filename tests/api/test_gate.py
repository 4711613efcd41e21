"""What every request passes first: its host, its key, the size and the pace of its body."""

import socket
import sys
from collections.abc import Iterator

import httpx
import pytest
from prometheus_client import CollectorRegistry
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from api.exchange import Exchange
from api.gate import Gate, host_check, key_check
from api.main import create_app
from api.metrics import RequestMetrics
from lehr.errors import MisdirectedHost, Unauthorized
from lehr.settings import Settings
from lehr.testing import wait_until
from tests.api.problems import assert_problem
from tests.api.serving import serving

HURRIED = 0.2


def passes(settings: Settings, host: str) -> bool:
    try:
        host_check(settings)({"type": "http"}, Headers({"host": host}))
    except MisdirectedHost:
        return False
    return True


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]", "[::1]:8000"]
)
def test_loopback_names_pass(host: str) -> None:
    assert passes(Settings(), host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "localhost:8000.evil.example",
        "evil.example@localhost",
        "[::1].evil.example",
        "[::2]",
        "::1",
        "127.0.0.2",
        "*",
    ],
)
def test_other_names_do_not_pass(host: str) -> None:
    assert not passes(Settings(), host)


def test_the_bound_name_passes_whatever_its_case() -> None:
    assert passes(Settings(host="Lehr.example", api_keys="k"), "lehr.EXAMPLE:8000")


def test_allowed_names_pass_behind_a_wildcard_address_and_others_do_not() -> None:
    settings = Settings(host="::", api_keys="k", allowed_hosts="lehr.example")
    assert passes(settings, "lehr.example")
    assert not passes(settings, "evil.example")


def test_any_name_passes_behind_a_wildcard_address_where_none_is_set() -> None:
    assert passes(Settings(host="::", api_keys="k"), "whatever.example")


def test_a_rebound_name_reaches_nothing(client: httpx.Client) -> None:
    answer = client.get("/health/live", headers={"Host": "evil.example"})
    problem = assert_problem(answer, 421, "misdirected-host")
    assert "'evil.example'" in problem["detail"]


@pytest.fixture(scope="module")
def locked(settings: Settings) -> Iterator[httpx.Client]:
    keyed = Settings(
        database_url=settings.database_url, redis_url=settings.redis_url, api_keys="first, sécond"
    )
    with serving(create_app(keyed)) as client:
        yield client


@pytest.mark.parametrize("key", ["first", "sécond"])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_known_key_opens(locked: httpx.Client, scheme: str, key: str) -> None:
    header = f"{scheme} {key}".encode()
    assert locked.get("/schedules", headers={b"Authorization": header}).status_code == 200


@pytest.mark.parametrize(
    "authorization", ["", "first", "Basic first", "Bearer", "Bearer third", "Bearer first, second"]
)
@pytest.mark.parametrize("path", ["/schedules", "/jobs", "/metrics", "/openapi.json", "/nowhere"])
def test_nothing_opens_without_a_known_key(
    locked: httpx.Client, path: str, authorization: str
) -> None:
    answer = locked.get(path, headers={"Authorization": authorization})
    problem = assert_problem(answer, 401, "unauthorized")
    assert answer.headers["www-authenticate"] == 'Bearer realm="lehr"'
    assert "first" not in problem["detail"]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_open(locked: httpx.Client, path: str) -> None:
    assert locked.get(path).status_code == 200


def test_every_key_is_compared_in_constant_time() -> None:
    called: list[str] = []
    check = key_check(Settings(api_keys="first,second,third").key_digests)
    sys.setprofile(lambda _, event, it: called.append(it.__name__) if event == "c_call" else None)
    check({"type": "http", "path": "/jobs"}, Headers({"authorization": "Bearer first"}))
    sys.setprofile(None)
    assert called.count("compare_digest") == 3


def test_no_key_is_wanted_where_none_is_set() -> None:
    key_check(frozenset())({"type": "http", "path": "/jobs"}, Headers({}))


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(Unauthorized):
        key_check(frozenset({"0"}))({"type": "http", "path": "/jobs"}, Headers({}))


async def echo(_: Scope, receive: Receive, send: Send) -> None:
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"]})


@pytest.fixture
def hurried() -> Iterator[httpx.Client]:
    """A service that echoes bodies which arrive soon."""
    gate = Gate(echo, checks=[], body_seconds=HURRIED)
    with serving(Exchange(gate, metrics=RequestMetrics(CollectorRegistry()))) as client:
        yield client


def test_a_body_arrives_whole(hurried: httpx.Client) -> None:
    body = bytes(range(256)) * 4096
    assert hurried.post("/", content=body).content == body


def test_a_body_that_does_not_end_is_not_waited_for(hurried: httpx.Client) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
    answer = answered(hurried, head, b"{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in answer
    assert b"within 0.2 s" in answer
    assert answer.endswith(b"}")


def test_a_client_that_leaves_in_the_middle_is_no_failure(
    hurried: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="api.exchange"):
        with connected(hurried) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
        wait_until(lambda: caplog.records)
    [line] = caplog.records
    assert (line.levelname, line.message) == ("INFO", "request")
    assert vars(line)["status"] == 400


def connected(client: httpx.Client) -> socket.socket:
    return socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=5)


def answered(client: httpx.Client, *parts: bytes) -> bytes:
    """Send the parts of a request and read until the server closes the connection."""
    received = b""
    with connected(client) as connection:
        for part in parts:
            connection.sendall(part)
        while more := connection.recv(65_536):
            received += more
    return received
