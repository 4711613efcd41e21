"""Rings reach the broker, and a broker that is away costs a moment at most."""

import json
import logging
import socket
from time import monotonic
from uuid import uuid4

import pytest
from redis import Redis

from lehr.bell import ENOUGH, QUEUE, RING_SECONDS, WORK, Bell, announced, broker_url

AWAY = "unix:///nowhere/valkey.sock"
A_MOMENT = 5
"""Seconds; a ring alone may take two of them."""


def test_a_ring_is_a_task_without_content(bell: Bell, broker: Redis) -> None:
    bell.ring()
    (message,) = broker.lrange(QUEUE, 0, -1)
    headers = json.loads(message)["headers"]
    assert (headers["task"], headers["argsrepr"], headers["kwargsrepr"]) == (WORK, "()", "{}")


def test_a_ring_does_not_wait_for_ever(bell: Bell, broker: Redis) -> None:
    bell.ring()
    (message,) = broker.lrange(QUEUE, 0, -1)
    assert json.loads(message)["properties"]["expiration"] == str(1000 * RING_SECONDS)


def test_every_ring_is_heard_by_itself(bell: Bell, broker: Redis) -> None:
    bell.ring()
    bell.ring()
    assert broker.llen(QUEUE) == 2


def test_no_ring_is_added_where_so_many_wait(bell: Bell, broker: Redis) -> None:
    for _ in range(ENOUGH + 3):
        bell.ring()
    assert broker.llen(QUEUE) == ENOUGH


def test_ringing_again_adds_nothing_to_a_ring_that_waits(bell: Bell, broker: Redis) -> None:
    bell.ring_again()
    bell.ring_again()
    assert broker.llen(QUEUE) == 1


def test_a_broker_that_is_there_answers(bell: Bell) -> None:
    assert bell.answers()


def test_a_broker_that_is_away_does_not_answer() -> None:
    assert not Bell(AWAY).answers()


def test_a_ring_to_a_broker_that_is_away_is_lost_at_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    away, began = Bell(AWAY), monotonic()
    away.ring()
    away.ring_again()
    assert monotonic() - began < A_MOMENT
    assert "the bell is out of order" in caplog.text


def test_a_ring_to_a_broker_that_is_mute_is_lost_soon(caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        bell, began = Bell(f"redis://127.0.0.1:{mute.getsockname()[1]}/0"), monotonic()
        with caplog.at_level(logging.WARNING):
            bell.ring()
        assert monotonic() - began < A_MOMENT
        assert not bell.answers()
    assert "the bell is out of order" in caplog.text


def test_a_bell_rings_again_once_its_broker_is_back(redis_url: str, broker: Redis) -> None:
    user = f"user-{uuid4().hex}"
    bell = Bell(redis_url.replace("unix://", f"unix://{user}:secret@"))
    bell.ring()
    assert broker.llen(QUEUE) == 0
    broker.acl_setuser(user, enabled=True, passwords=["+secret"], commands=["+@all"], keys=["*"])
    bell.ring()
    assert broker.llen(QUEUE) == 1
    bell.close()
    broker.acl_deluser(user)


def test_a_closed_bell_leaves_no_connection(redis_url: str, broker: Redis) -> None:
    before = len(broker.client_list())
    bell = Bell(f"{redis_url}?db=5")  # or it would share the connections of another bell
    bell.ring()
    assert bell.answers()
    bell.close()
    assert len(broker.client_list()) == before


def test_a_ring_goes_to_the_database_that_the_url_names(redis_url: str) -> None:
    with Redis.from_url(f"{redis_url}?db=3") as third:
        third.delete(QUEUE)
        Bell(f"{redis_url}?db=3").ring()
        assert third.llen(QUEUE) == 1


@pytest.mark.parametrize(
    ("redis_url", "spelled"),
    [
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock"),
        ("unix:///run/valkey.sock?db=1", "redis+socket:///run/valkey.sock?virtual_host=1"),
        ("unix://u:p@/run/v.sock?a=b&db=1", "redis+socket://u:p@/run/v.sock?a=b&virtual_host=1"),
        ("redis://:secret@host:6379/1", "redis://:secret@host:6379/1"),
        ("rediss://host/0?ssl_cert_reqs=none", "rediss://host/0?ssl_cert_reqs=none"),
    ],
)
def test_a_redis_url_is_spelled_as_kombu_does(redis_url: str, spelled: str) -> None:
    assert broker_url(redis_url) == spelled


def test_announcing_to_a_broker_that_is_mute_costs_little_however_often(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        bell, began = Bell(f"redis://127.0.0.1:{mute.getsockname()[1]}/0"), monotonic()
        for _ in range(100):
            bell.announce([uuid4()])
        assert monotonic() - began < A_MOMENT
    assert caplog.text.count("changes are not announced") == 1


def test_what_is_no_list_of_ids_is_no_announcement() -> None:
    with pytest.raises(ValueError, match="badly formed"):
        announced(b"nonsense")
