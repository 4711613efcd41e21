"""A range test, from the request to the rates that it suggests."""

from typing import Any

import pytest

from lehr.testing.service import Service

ASKED = {"from": 1e-5, "to": 10.0, "steps": 160}


@pytest.fixture(scope="module")
def run(service: Service) -> dict[str, Any]:
    """The range test of the blobs study by one seed."""
    request = service.client.get("/studies/learning-rates").json()["request"]
    told = {"schedule", "epochs", "sweep"}
    body = {name: value for name, value in request.items() if name not in told}
    job = service.client.post("/jobs", json=body | {"lr_range_test": ASKED}).json()
    service.finished(job["id"])
    answer = service.client.get(f"/jobs/{job['id']}/lr_range_test").json()
    assert answer["status"] == "succeeded"
    [found] = answer["runs"]
    return dict(found)


def test_the_rates_climb_from_the_first_to_the_last(run: dict[str, Any]) -> None:
    rates = run["learning_rates"]
    assert rates == sorted(rates)
    assert rates[0] == pytest.approx(1e-5)
    assert rates[-1] <= 10


def test_rates_that_learn_are_suggested(run: dict[str, Any]) -> None:
    suggested = [run["suggestions"][name] for name in ("valley", "steep", "minimum")]
    assert all(1e-4 < rate < 10 for rate in suggested)
