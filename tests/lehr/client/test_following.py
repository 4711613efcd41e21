"""A job is followed to its end by whatever way there is: each event comes once and in order."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from api.main import create_app
from lehr.client import Client, Job
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.api.serving import serving, settings_on
from tests.api.training import succeeded
from tests.lehr.client.proxies import Cutting, Proxy, Refusing

TYPES = [
    "job.queued",
    "job.started",
    "run.started",
    "run.progress",
    "run.progress",
    "run.succeeded",
    "job.succeeded",
]


@pytest.fixture
def service(sessions: Sessions, redis_url: str) -> Any:
    return create_app(settings_on(sessions, redis_url))


@contextmanager
def client_of(proxy: Proxy) -> Iterator[Client]:
    with serving(proxy) as http, Client(str(http.base_url), retries=0) as client:
        yield client


def followed(job: Job, runs: Runs) -> Sequence[tuple[int, str]]:
    """Follow a job from before it is trained to its end."""
    with ThreadPoolExecutor(1) as threads:
        told = threads.submit(lambda: [(event.seq, event.type) for event in job.stream()])
        succeeded(runs)
        return told.result(30)


def test_events_come_by_one_stream(service: Any, runs: Runs, body: dict[str, Any]) -> None:
    with client_of(proxy := Proxy(service)) as client:
        assert followed(client.submit(body), runs) == [*enumerate(TYPES, 1)]
    assert proxy.asked[1:] == ["stream"]


def test_streams_that_are_cut_go_on_behind_the_last_event(
    service: Any, runs: Runs, body: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lehr.client.following.POLL", 0.01)
    with client_of(proxy := Cutting(service)) as client:
        assert followed(client.submit(body), runs) == [*enumerate(TYPES, 1)]
    assert proxy.asked.count("stream") > 1


@pytest.mark.parametrize(
    ("refused", "ways"),
    [(["stream"], {"stream", "events", "wait"}), (["stream", "wait"], {"job"})],
    ids=["no streams", "no long polls either"],
)
def test_where_streams_do_not_come_through_events_are_asked_for(
    service: Any, runs: Runs, body: dict[str, Any], refused: list[str], ways: set[str]
) -> None:
    with client_of(proxy := Refusing(service, forms=refused)) as client:
        assert followed(client.submit(body), runs) == [*enumerate(TYPES, 1)]
    assert ways <= set(proxy.asked)
    assert proxy.asked.count("stream") == 1


@pytest.mark.parametrize("refused", [[], ["stream"]], ids=["stream", "pages"])
def test_behind_the_final_event_there_is_nothing(
    service: Any, runs: Runs, body: dict[str, Any], refused: list[str]
) -> None:
    with client_of(Refusing(service, forms=refused)) as client:
        job = client.submit(body)
        succeeded(runs)
        assert [event.seq for event in job.stream(after=5)] == [6, 7]
        assert list(job.stream(after=7)) == []


def test_an_event_says_when_and_of_which_run(handed_in: Job, runs: Runs) -> None:
    succeeded(runs)
    queued, _, started, *_ = handed_in.stream()
    [run] = handed_in.runs()
    assert (queued.run, started.run) == (None, run["id"])
    assert datetime.fromisoformat(handed_in.state["created_at"]) <= queued.at < datetime.now(UTC)
    assert started.data == {"attempt": 1, "epochs_done": 0}


def test_a_stream_may_be_left(handed_in: Job) -> None:
    events = handed_in.stream()
    assert next(iter(events)).type == "job.queued"
    del events
    assert handed_in.refresh().status == "queued"


def test_who_waits_is_called_with_each_later_state(handed_in: Job, runs: Runs) -> None:
    seen: list[tuple[int, str]] = []
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(
            handed_in.wait, 30, lambda state: seen.append((state["version"], state["status"]))
        )
        succeeded(runs)
        assert waiting.result(30) is handed_in
    assert handed_in.status == "succeeded"
    assert seen == sorted(set(seen))
    assert seen[-1] == (7, "succeeded")


def test_waiting_ends_at_the_timeout_and_the_job_goes_on(handed_in: Job) -> None:
    with pytest.raises(TimeoutError, match=rf"job {handed_in.id} is queued after 0.05 s"):
        handed_in.wait(timeout=0.05)
    assert handed_in.refresh().status == "queued"


def test_who_waits_sits_out_what_a_proxy_does_to_long_polls(
    service: Any, runs: Runs, body: dict[str, Any]
) -> None:
    with client_of(proxy := Refusing(service, forms=["wait"])) as client:
        job = client.submit(body)
        succeeded(runs)
        assert job.wait(timeout=30).status == "succeeded"
    assert proxy.asked[1:] == ["wait", "job"]


def test_a_finished_job_is_not_waited_for(handed_in: Job) -> None:
    handed_in.cancel()
    assert handed_in.wait(timeout=0).status == "cancelled"
