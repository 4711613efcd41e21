"""Workers are present while they say so, and hear when they shall stop."""

import os
from socket import gethostname

import pytest

from lehr.store.engine import Sessions
from lehr.store.worker_store import Presence
from lehr.workers import Workers, presence
from tests.trainings import execute, query

HERE = Presence(name="here:1", host="here", pid=1)
THERE = Presence(name="there:1", host="there", pid=1)


@pytest.fixture(autouse=True)
def _both_are_there(workers: Workers) -> None:
    workers.arrive(HERE)
    workers.arrive(THERE)


def test_a_worker_is_named_by_its_host_and_process() -> None:
    me = Presence(name=f"{gethostname()}:{os.getpid()}", host=gethostname(), pid=os.getpid())
    assert presence() == me


def test_a_child_is_named_by_its_main_process() -> None:
    assert presence(42).name == f"{gethostname()}:42"


def test_workers_that_arrived_count(workers: Workers) -> None:
    assert workers.count() == 2


def test_a_worker_that_left_does_not_count(workers: Workers) -> None:
    workers.leave(HERE)
    assert workers.count() == 1


def test_a_worker_that_is_silent_does_not_count(workers: Workers, sessions: Sessions) -> None:
    execute(sessions, "UPDATE workers SET seen_at = now() - interval '11 seconds'")
    workers.beat(HERE)
    assert workers.count() == 1


def test_a_worker_that_is_to_stop_hears_it_and_does_not_count(workers: Workers) -> None:
    workers.ask_to_stop(HERE)
    assert (workers.beat(HERE), workers.beat(THERE)) == (True, False)
    assert workers.count() == 1


def test_a_worker_that_arrives_anew_is_not_to_stop(workers: Workers) -> None:
    workers.ask_to_stop(HERE)
    workers.arrive(HERE)
    assert workers.beat(HERE) is False
    assert workers.count() == 2


def test_a_machine_that_starts_anew_forgets_its_workers_alone(
    workers: Workers, sessions: Sessions
) -> None:
    workers.forget_host("here")
    assert query(sessions, "SELECT name FROM workers") == [("there:1",)]


def test_a_forgotten_worker_that_is_alive_returns_with_its_next_beat(workers: Workers) -> None:
    workers.forget_host("here")
    assert workers.beat(HERE) is False
    assert workers.count() == 2
