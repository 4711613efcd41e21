"""`GET /jobs/{id}/steps`: what happened, update by update."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from lehr.experiments.entries import Entry
from lehr.experiments.history import StepRecord
from lehr.runs import Runs
from tests.api.problems import assert_problem, refusals
from tests.api.training import epoch, trained

NOBODY = uuid4()


@pytest.fixture
def path(client: httpx.Client, submitted: dict[str, Any], runs: Runs) -> str:
    """Of a run with three updates."""
    claim = trained(runs)
    steps = [StepRecord(number, 0.1, 1 / (number + 1)) for number in range(3)]
    runs.write([Entry(claim, [epoch(1)], steps)])
    assert client.get(submitted["links"]["self"]).is_success
    return f"/jobs/{submitted['id']}/steps"


def test_updates_are_shown(client: httpx.Client, submitted: dict[str, Any], path: str) -> None:
    steps = client.get(path).json()
    [run] = steps["runs"]
    assert (steps["id"], steps["status"], steps["sampled"]) == (submitted["id"], "running", False)
    assert (run["id"], run["seed"], run["parameters"]) == (submitted["runs"][0]["id"], 7, {})
    assert (run["step"], run["learning_rate"]) == ([0, 1, 2], [0.1] * 3)
    assert run["loss"] == [1.0, 0.5, 1 / 3]


def test_updates_are_read_from_one_on(client: httpx.Client, path: str) -> None:
    assert client.get(f"{path}?after_step=1").json()["runs"][0]["step"] == [2]


def test_updates_come_as_csv(client: httpx.Client, submitted: dict[str, Any], path: str) -> None:
    answer = client.get(f"{path}?after_step=0&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    run = submitted["runs"][0]["id"]
    assert answer.text.splitlines() == [
        "run,seed,step,learning_rate,loss",
        f"{run},7,1,0.1,0.5",
        f"{run},7,2,0.1,{1 / 3}",
    ]


def test_known_updates_are_not_sent_again(client: httpx.Client, path: str) -> None:
    known = {"If-None-Match": client.get(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304


def test_updates_of_a_job_or_run_that_is_not_there_are_unknown(
    client: httpx.Client, path: str
) -> None:
    assert_problem(client.get(f"/jobs/{NOBODY}/steps"), 404, "unknown-job")
    assert_problem(client.get(f"{path}?run={NOBODY}"), 404, "unknown-run")


@pytest.mark.parametrize("query", ["run=x", "after_step=-2", "points=1", "steps=1"])
def test_a_refused_query_names_the_parameter(client: httpx.Client, path: str, query: str) -> None:
    assert refusals(client.get(f"{path}?{query}")).keys() == {"/" + query.partition("=")[0]}
