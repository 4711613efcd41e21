"""`/jobs/{id}/events`: the log of a job, read in pages."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from lehr.runs import Runs
from tests.api.problems import assert_problem, refusals
from tests.api.training import epoch, trained
from tests.one_run import record, succeed
from tests.trainings import OUTCOME

WHOLE_LOG = [
    "job.queued",
    "job.started",
    "run.started",
    "run.progress",
    "run.progress",
    "run.succeeded",
    "job.succeeded",
]


@pytest.fixture
def finished(submitted: dict[str, Any], runs: Runs) -> dict[str, Any]:
    """A job that was trained for two epochs."""
    claim = trained(runs, epoch(1))
    record(runs, claim, [epoch(2)])
    succeed(runs, claim, OUTCOME)
    return submitted


def events(client: httpx.Client, job: dict[str, Any], **query: int) -> list[dict[str, Any]]:
    answer = client.get(job["links"]["events"], params=query)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["events"]
    return found


def test_a_new_job_has_one_event(client: httpx.Client, submitted: dict[str, Any]) -> None:
    [event] = events(client, submitted)
    assert event.pop("at").endswith("Z")
    assert event == {"seq": 1, "type": "job.queued", "run": None, "data": {}}


def test_all_that_happened_is_told_in_order(client: httpx.Client, finished: dict[str, Any]) -> None:
    told = events(client, finished)
    assert [event["type"] for event in told] == WHOLE_LOG
    assert [event["seq"] for event in told] == list(range(1, len(WHOLE_LOG) + 1))
    assert sorted(told, key=lambda event: str(event["at"])) == told


def test_an_event_of_a_run_names_it_and_how_far_it_is(
    client: httpx.Client, finished: dict[str, Any]
) -> None:
    progress = events(client, finished)[4]
    assert progress["run"] == finished["runs"][0]["id"]
    assert progress["data"] == {"epochs_done": 2}


def test_the_last_event_has_the_jobs_version(
    client: httpx.Client, finished: dict[str, Any]
) -> None:
    version = client.get(finished["links"]["self"]).json()["version"]
    assert events(client, finished)[-1]["seq"] == version


def test_a_log_is_read_page_by_page(client: httpx.Client, finished: dict[str, Any]) -> None:
    read: list[dict[str, Any]] = []
    while page := events(client, finished, after=len(read), limit=3):
        assert len(page) <= 3
        read += page
    assert read == events(client, finished)


def test_nothing_is_beyond_the_last_event(client: httpx.Client, finished: dict[str, Any]) -> None:
    assert events(client, finished, after=len(WHOLE_LOG)) == []
    assert events(client, finished, after=2**31 - 1) == []


@pytest.mark.parametrize("job_id", [uuid4(), "nonsense"])
def test_a_job_that_is_not_there_has_no_events(client: httpx.Client, job_id: str) -> None:
    assert_problem(client.get(f"/jobs/{job_id}/events"), 404, "unknown-job")


@pytest.mark.parametrize(
    ("query", "pointer", "rule"),
    [
        ("after=-1", "/after", "greater than or equal to 0"),
        ("after=2147483648", "/after", "less than or equal to 2147483647"),
        ("after=x", "/after", "a valid integer"),
        ("limit=0", "/limit", "greater than or equal to 1"),
        ("limit=201", "/limit", "less than or equal to 200"),
        ("before=1", "/before", "no such field"),
    ],
)
def test_what_a_query_must_not_say(
    client: httpx.Client, submitted: dict[str, Any], query: str, pointer: str, rule: str
) -> None:
    answer = client.get(f"{submitted['links']['events']}?{query}")
    assert rule in refusals(answer)[pointer]
