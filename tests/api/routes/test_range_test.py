"""`GET /jobs/{id}/lr_range_test`: which rates a range test suggests."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from lehr.store.engine import Sessions
from tests.api.problems import assert_problem, refusals
from tests.lehr.analyses.ended import range_test_job

CURVE = [(10.0**-power, loss) for power, loss in ((3, 1.0), (2, 0.5), (1, float("nan")))]


@pytest.fixture
def path(client: httpx.Client, sessions: Sessions, body: dict[str, Any]) -> str:
    job_id = range_test_job(sessions, body, [CURVE])
    assert client.get(f"/jobs/{job_id}").status_code == 200
    return f"/jobs/{job_id}/lr_range_test"


def test_a_range_test_is_told_with_its_divergence(client: httpx.Client, path: str) -> None:
    tests = client.get(path).json()
    [run] = tests["runs"]
    assert run["learning_rates"] == [0.001, 0.01, 0.1]
    assert run["losses"] == [1.0, 0.5, "NaN"]
    assert (run["smoothed"][-1], run["stopped_at"]) == ("NaN", 2)
    assert run["suggestions"] == dict.fromkeys(("valley", "steep", "minimum", "slide"))
    assert run["reasons"].keys() == run["suggestions"].keys()
    assert run["suggestions"].keys() < tests["method"].keys()


def test_a_known_range_test_is_not_sent_again(client: httpx.Client, path: str) -> None:
    known = {"If-None-Match": client.get(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304


def test_one_run_is_told_alone(client: httpx.Client, path: str) -> None:
    [run] = client.get(path).json()["runs"]
    assert client.get(f"{path}?run={run['id']}").json()["runs"][0]["id"] == run["id"]
    assert_problem(client.get(f"{path}?run={uuid4()}"), 404, "unknown-run")


@pytest.mark.parametrize("query", ["run=x", "points=5"])
def test_a_refused_range_test_names_the_parameter(
    client: httpx.Client, path: str, query: str
) -> None:
    assert refusals(client.get(f"{path}?{query}")).keys() == {"/" + query.partition("=")[0]}


def test_a_job_with_a_schedule_has_none(client: httpx.Client, submitted: dict[str, Any]) -> None:
    answer = client.get(f"/jobs/{submitted['id']}/lr_range_test")
    assert_problem(answer, 409, "no-range-test")


def test_a_job_that_is_not_there_is_unknown(client: httpx.Client) -> None:
    assert_problem(client.get(f"/jobs/{uuid4()}/lr_range_test"), 404, "unknown-job")
