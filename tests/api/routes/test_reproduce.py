"""`POST /jobs/{id}/reproduce`: a finished job is trained again, and says what came of it."""

from typing import Any

import httpx
import pytest

from lehr.runs import Runs
from tests.api.problems import assert_problem
from tests.api.training import succeeded

NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def finished(submitted: dict[str, Any], runs: Runs) -> dict[str, Any]:
    succeeded(runs)
    return submitted


def test_a_reproduction_is_a_job_that_says_what_it_is_to_the_first(
    client: httpx.Client, finished: dict[str, Any], runs: Runs
) -> None:
    answer = client.post(finished["links"]["reproduce"])
    job = answer.json()
    assert (answer.status_code, answer.headers["location"]) == (202, f"/jobs/{job['id']}")
    assert (job["reproduces"], job["reproduction"]) == (finished["id"], None)
    succeeded(runs)
    ended = client.get(job["links"]["self"]).json()
    assert ended["reproduction"] == {
        "verdict": "equal-to-the-bit",
        "equal": 1,
        "different": 0,
        "not_compared": 0,
        "first_epoch": None,
        "equivalence": None,
    }
    assert ended["runs"][0]["reproduction"] == {
        "of": finished["runs"][0]["id"],
        "verdict": "equal-to-the-bit",
        "first_epoch": None,
        "difference": 0.0,
    }


def test_a_job_that_has_not_ended_is_not_reproduced(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    assert_problem(client.post(submitted["links"]["reproduce"]), 409, "illegal-move")


def test_a_job_that_does_not_exist_is_not_reproduced(client: httpx.Client) -> None:
    assert_problem(client.post(f"/jobs/{NOBODY}/reproduce"), 404, "unknown-job")


def test_a_reproduction_takes_no_changes(client: httpx.Client, finished: dict[str, Any]) -> None:
    answer = client.post(finished["links"]["reproduce"], json={"epochs": 3})
    assert_problem(answer, 422, "invalid-request")
