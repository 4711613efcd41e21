"""`/jobs/{id}/pause` and `/resume`."""

from typing import Any

import httpx

from tests.api.problems import assert_problem


def test_a_job_is_paused_and_resumed(client: httpx.Client, submitted: dict[str, Any]) -> None:
    paused = client.post(submitted["links"]["pause"])
    assert (paused.status_code, paused.json()["status"]) == (202, "paused")
    resumed = client.post(submitted["links"]["resume"])
    assert (resumed.status_code, resumed.json()["status"]) == (202, "queued")


def test_what_the_state_forbids_is_a_conflict(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    assert_problem(client.post(submitted["links"]["resume"]), 409, "illegal-move")
    client.post(submitted["links"]["pause"])
    assert_problem(client.post(submitted["links"]["pause"]), 409, "illegal-move")


def test_nobody_pauses_a_job_that_does_not_exist(client: httpx.Client) -> None:
    nowhere = "/jobs/00000000-0000-0000-0000-000000000000"
    for deed in ("pause", "resume"):
        assert_problem(client.post(f"{nowhere}/{deed}"), 404, "unknown-job")
