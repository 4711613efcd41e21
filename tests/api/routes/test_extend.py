"""`POST /jobs/{id}/extend`: a finished job goes on as a new one."""

from typing import Any

import httpx
import pytest

from lehr.runs import Runs
from tests.api.problems import assert_problem, refusals
from tests.api.training import succeeded


@pytest.fixture
def finished(submitted: dict[str, Any], runs: Runs) -> str:
    succeeded(runs)
    job_id: str = submitted["id"]
    return job_id


def test_a_finished_job_goes_on_as_a_new_one(client: httpx.Client, finished: str) -> None:
    answer = client.post(f"/jobs/{finished}/extend", json={"epochs": 400})
    job = answer.json()
    assert (answer.status_code, answer.headers["location"]) == (202, f"/jobs/{job['id']}")
    assert (job["parent"], job["experiment"]["epochs"]) == (finished, 400)
    assert job["progress"] == {"epochs_done": 2, "epochs_total": 400, "eta_seconds": None}


def test_a_job_that_has_not_ended_is_not_extended(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    answer = client.post(f"/jobs/{submitted['id']}/extend", json={"epochs": 400})
    assert_problem(answer, 409, "illegal-move")


def test_a_job_that_does_not_exist_is_not_extended(client: httpx.Client) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    answer = client.post(f"/jobs/{nobody}/extend", json={"epochs": 400})
    assert_problem(answer, 404, "unknown-job")


@pytest.mark.parametrize(
    ("extension", "pointer"),
    [
        ({"epochs": 50}, "/epochs"),
        ({"epochs": 0}, "/epochs"),
        ({"epochs": 10**7}, "/epochs"),
        ({"epochs": "400"}, "/epochs"),
        ({}, "/epochs"),
        ({"epochs": 400, "steps": 1}, "/steps"),
    ],
)
def test_a_wrong_number_of_epochs_is_refused_where_it_stands(
    client: httpx.Client, finished: str, extension: dict[str, Any], pointer: str
) -> None:
    assert list(refusals(client.post(f"/jobs/{finished}/extend", json=extension))) == [pointer]
