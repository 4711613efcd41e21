"""Clients follow a job's events, whatever happens meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.main import create_app
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from lehr.testing import embedded_valkey
from tests.api.problems import assert_problem, refusals
from tests.api.serving import serving
from tests.api.streams import ACCEPT, following
from tests.api.training import epoch, succeeded, trained
from tests.one_run import record, succeed
from tests.trainings import OUTCOME, execute

SOON = 1.5
"""Seconds; far less than a change takes that nobody has announced."""
NOBODY = uuid4()
LONG_LOG = """
    INSERT INTO events (job_id, seq, type, data)
    SELECT id, generate_series(2, 1200), 'run.progress', '{}' FROM jobs
"""

Submitted = dict[str, Any]


@pytest.fixture
def log(submitted: Submitted) -> str:
    path: str = submitted["links"]["events"]
    return path


def test_a_stream_has_the_log_from_its_beginning_and_ends_with_it(
    client: httpx.Client, log: str, runs: Runs
) -> None:
    succeeded(runs)
    with following(client, log) as events:
        assert list(events) == client.get(log).json()["events"]


def test_a_stream_goes_on_live_up_to_the_final_event(
    client: httpx.Client, log: str, runs: Runs
) -> None:
    with following(client, log) as events:
        assert next(events)["type"] == "job.queued"
        claim = trained(runs)
        assert [each["type"] for each in islice(events, 2)] == ["job.started", "run.started"]
        record(runs, claim, [epoch(1)])
        began = monotonic()
        assert next(events)["data"] == {"epochs_done": 1}
        assert monotonic() - began < SOON
        succeed(runs, claim, OUTCOME)
        assert [each["type"] for each in events] == ["run.succeeded", "job.succeeded"]


@pytest.mark.parametrize(("last", "query"), [(None, "?after=4"), (4, ""), (4, "?after=2")])
def test_a_stream_begins_behind_what_the_client_has(
    client: httpx.Client, log: str, runs: Runs, last: int | None, query: str
) -> None:
    succeeded(runs)
    with following(client, log + query, last) as events:
        assert [each["seq"] for each in events] == [5, 6, 7]


def test_a_client_that_has_everything_is_sent_nothing(
    client: httpx.Client, log: str, runs: Runs
) -> None:
    succeeded(runs)
    with following(client, log, 7) as events:
        assert list(events) == []


def test_a_long_log_is_streamed_whole(client: httpx.Client, log: str, sessions: Sessions) -> None:
    execute(sessions, LONG_LOG)
    execute(sessions, "UPDATE jobs SET version = 1200, status = 'cancelled'")
    with following(client, log) as events:
        assert [each["seq"] for each in events] == list(range(1, 1201))


def test_a_stream_is_not_held_back_by_proxies(client: httpx.Client, log: str, runs: Runs) -> None:
    succeeded(runs)
    headers = client.get(log, headers=ACCEPT).headers
    assert headers["x-accel-buffering"] == "no"
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "Accept"


def test_a_stream_of_no_job_is_refused_before_it_begins(client: httpx.Client) -> None:
    answer = client.get(f"/jobs/{NOBODY}/events", headers=ACCEPT)
    assert_problem(answer, 404, "unknown-job")


def test_events_are_offered_as_json_and_as_a_stream_alone(client: httpx.Client, log: str) -> None:
    problem = assert_problem(client.get(log, headers={"Accept": "text/csv"}), 406, "not-acceptable")
    assert "application/json, text/event-stream" in problem["detail"]


@pytest.mark.parametrize("last", ["-1", "x", "1.5", "9" * 30])
def test_a_last_event_that_is_no_number_of_one_is_refused(
    client: httpx.Client, log: str, last: str
) -> None:
    answer = client.get(log, headers=ACCEPT | {"Last-Event-ID": last})
    assert refusals(answer).keys() == {"/Last-Event-ID"}


def test_streams_that_are_cut_again_and_again_miss_nothing_and_repeat_nothing(
    client: httpx.Client, log: str, runs: Runs, waits: ThreadPoolExecutor
) -> None:
    training = waits.submit(succeeded, runs, epochs=150)
    readers = [waits.submit(cut_again_and_again, client, log, every) for every in (1, 2, 5, 7)]
    training.result()
    for reader in readers:
        assert reader.result() == list(range(1, 156))


def cut_again_and_again(client: httpx.Client, log: str, every: int) -> list[int]:
    """Follow a job to its end, with a new stream after every so many events."""
    seen: list[int] = []
    kind = ""
    while kind != "job.succeeded":
        with following(client, log, seen[-1] if seen else 0) as events:
            for each in islice(events, every):
                seen.append(each["seq"])
                kind = each["type"]
    return seen


def test_without_a_broker_readers_are_told_within_seconds(
    tmp_path: Path, settings: Settings, submitted: Submitted, runs: Runs
) -> None:
    with ExitStack() as broker:
        url = broker.enter_context(embedded_valkey(tmp_path))
        with serving(create_app(settings.model_copy(update={"redis_url": url}))) as client:
            with following(client, submitted["links"]["events"]) as events:
                assert next(events)["seq"] == 1
                broker.close()
                began = monotonic()
                succeeded(runs)
                assert [each["seq"] for each in events] == list(range(2, 8))
            assert monotonic() - began < 2 * SOON
