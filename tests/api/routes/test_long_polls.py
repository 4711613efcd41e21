"""Clients wait for a job's next version."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Engine, event

from lehr.runs import Runs
from lehr.testing import wait_until
from tests.api.problems import assert_problem, refusals
from tests.api.training import epoch, succeeded, trained

A_MOMENT = 0.3
SOON = 1.5
"""Seconds; far less than a change takes that nobody has announced."""
NOBODY = uuid4()

Submitted = dict[str, Any]


def timed(client: httpx.Client, path: str, **query: float) -> tuple[httpx.Response, float]:
    began = monotonic()
    return client.get(path, params=query), monotonic() - began


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements of all engines of this process."""
    seen: list[str] = []

    def see(*arguments: Any) -> None:
        seen.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", see)
    yield seen
    event.remove(Engine, "before_cursor_execute", see)


def test_who_waits_is_answered_when_the_job_changes(
    client: httpx.Client, submitted: Submitted, runs: Runs, waits: ThreadPoolExecutor
) -> None:
    waiting = [
        waits.submit(timed, client, submitted["links"]["self"], wait=25, since=1) for _ in range(4)
    ]
    sleep(A_MOMENT)
    assert not any(wait.done() for wait in waiting)
    trained(runs)
    for answer, seconds in [wait.result() for wait in waiting]:
        job = answer.json()
        assert answer.status_code == 200
        assert answer.headers["etag"] == f'W/"{job["version"]}"'
        assert job["version"] > 1
        assert seconds < A_MOMENT + SOON


def test_a_version_beyond_the_known_one_is_answered_at_once(
    client: httpx.Client, submitted: Submitted, runs: Runs
) -> None:
    trained(runs, epoch(1))
    answer, seconds = timed(client, submitted["links"]["self"], wait=25, since=1)
    assert answer.json()["version"] == 4
    assert answer.headers["retry-after"] == "1"
    assert seconds < SOON


def test_who_waits_in_vain_is_shown_the_job_as_it_is(
    client: httpx.Client, submitted: Submitted
) -> None:
    answer, seconds = timed(client, submitted["links"]["self"], wait=A_MOMENT, since=1)
    assert (answer.status_code, answer.json()) == (200, submitted)
    assert A_MOMENT <= seconds < A_MOMENT + SOON


def test_who_waits_in_vain_for_another_version_is_told_that_there_is_none(
    client: httpx.Client, submitted: Submitted
) -> None:
    headers = {"If-None-Match": 'W/"1"'}
    answer = client.get(f"{submitted['links']['self']}?wait=0.1&since=1", headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_finished_job_answers_at_once(
    client: httpx.Client, submitted: Submitted, runs: Runs
) -> None:
    succeeded(runs)
    answer, seconds = timed(client, submitted["links"]["self"], wait=25, since=100)
    assert answer.json()["status"] == "succeeded"
    assert seconds < SOON


def test_nobody_waits_for_a_job_that_is_not_there(client: httpx.Client) -> None:
    answer, seconds = timed(client, f"/jobs/{NOBODY}", wait=25, since=1)
    assert_problem(answer, 404, "unknown-job")
    assert seconds < SOON


@pytest.mark.parametrize(
    ("query", "pointer", "rule"),
    [
        ("wait=61", "/wait", "less than or equal to 60"),
        ("wait=-1", "/wait", "greater than or equal to 0"),
        ("wait=nan", "/wait", "a finite number"),
        ("wait=long", "/wait", "a valid number"),
        ("since=-1", "/since", "greater than or equal to 0"),
        ("force=1", "/force", "no such field; there are `wait`, `since`"),
    ],
)
def test_what_a_query_for_a_job_must_not_say(
    client: httpx.Client, submitted: Submitted, query: str, pointer: str, rule: str
) -> None:
    answer = client.get(f"{submitted['links']['self']}?{query}")
    assert rule in refusals(answer)[pointer]


def test_an_unchanged_job_costs_one_query_by_primary_key(
    client: httpx.Client, submitted: Submitted
) -> None:
    with statements() as seen:
        answer = client.get(submitted["links"]["self"], headers={"If-None-Match": 'W/"1"'})
    assert answer.status_code == 304
    [statement] = seen
    words = " ".join(statement.split())
    assert words == "SELECT jobs.version FROM jobs WHERE jobs.id = %(id_1)s::UUID"


def test_many_who_wait_for_the_same_are_one_read(
    client: httpx.Client, submitted: Submitted, runs: Runs, waits: ThreadPoolExecutor
) -> None:
    path = submitted["links"]["self"]
    waiting = [waits.submit(timed, client, path, wait=25, since=1) for _ in range(8)]
    sleep(A_MOMENT)
    with statements() as seen:
        trained(runs)
        versions = {wait.result()[0].json()["version"] for wait in waiting}
    assert versions == {3}
    assert sum("LEFT OUTER JOIN epochs" in statement for statement in seen) == 1


def test_a_client_that_leaves_is_not_waited_for(
    client: httpx.Client, submitted: Submitted, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="api.exchange"):
        with pytest.raises(httpx.ReadTimeout):
            client.get(f"{submitted['links']['self']}?wait=60&since=1", timeout=A_MOMENT)
        wait_until(lambda: caplog.records, SOON)
    [line] = caplog.records
    assert (vars(line)["status"], line.levelname) == (400, "INFO")
