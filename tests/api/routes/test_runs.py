"""`GET /jobs/{id}/runs/{run}`: a run by itself, with its manifest."""

from typing import Any

import httpx
import pytest

from lehr.runs import Runs
from tests.api.problems import assert_problem
from tests.api.training import succeeded

NOBODY = "00000000-0000-0000-0000-000000000000"


def path(job: dict[str, Any]) -> str:
    return f"{job['links']['runs']}/{job['runs'][0]['id']}"


def test_a_run_is_shown_as_its_job_shows_it_and_with_a_manifest(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    succeeded(runs)
    shown = client.get(path(submitted)).json()
    manifest, links = shown.pop("manifest"), shown.pop("links")
    assert shown == client.get(submitted["links"]["self"]).json()["runs"][0]
    assert manifest["experiment"]["seed"] == shown["seed"]
    assert manifest["weights_sha256"] == shown["weights_sha256"]
    assert links["self"] == path(submitted)
    assert client.get(links["history"]).json()["runs"][0]["id"] == shown["id"]


def test_a_client_that_has_the_run_is_told_so(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    first = client.get(path(submitted))
    again = client.get(path(submitted), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("run", [NOBODY, "no-id"])
def test_a_run_that_the_job_does_not_have_is_unknown(
    client: httpx.Client, submitted: dict[str, Any], run: str
) -> None:
    answer = client.get(f"{submitted['links']['runs']}/{run}")
    assert_problem(answer, 404, "unknown-run")


def test_a_run_of_no_job_is_no_run(client: httpx.Client, submitted: dict[str, Any]) -> None:
    assert_problem(client.get(path(submitted).replace(submitted["id"], NOBODY)), 404, "unknown-job")


def test_a_run_takes_no_parameters(client: httpx.Client, submitted: dict[str, Any]) -> None:
    assert_problem(client.get(path(submitted), params={"epoch": 1}), 422, "invalid-request")
