"""Studies over several seeds, from the request to the comparison."""

from typing import Any

import pytest

from lehr.testing.service import Service

SEEDS = list(range(1, 9))
"""None of the six pairs of four configurations can be told apart by fewer."""


@pytest.fixture(scope="module")
def decay(service: Service) -> dict[str, Any]:
    """The finished job of the study `decay`, by eight seeds."""
    request = service.client.get("/studies/decay").json()["request"]
    job = service.client.post("/jobs", json=request | {"seed": None, "seeds": SEEDS}).json()
    return service.finished(job["id"])


@pytest.fixture(scope="module")
def comparison(service: Service, decay: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = service.client.get(f"/jobs/{decay['id']}/comparison").json()
    return found


def test_every_configuration_was_trained_by_every_seed(comparison: dict[str, Any]) -> None:
    assert [one["n"] for one in comparison["configurations"]] == [8] * 4
    assert comparison["warnings"] == []


def test_slow_decay_ranks_before_fast_decay(comparison: dict[str, Any]) -> None:
    ranked = [one["parameters"]["schedule.decay"] for one in comparison["configurations"]]
    assert (set(ranked[:2]), ranked[2:]) == ({1e-3, 1e-4}, [1e-2, 1e-1])


def test_slow_decay_is_told_from_fast_decay(comparison: dict[str, Any]) -> None:
    [pair] = [pair for pair in comparison["pairs"] if (pair["a"], pair["b"]) == (0, 3)]
    assert pair["p_holm"] <= 0.05
    assert pair["probability_of_improvement"] == 1
    assert pair["interval"][0] > 0
    assert pair["seeds_needed"] is None


def test_two_slow_decays_are_not_told_apart(comparison: dict[str, Any]) -> None:
    [pair] = [pair for pair in comparison["pairs"] if (pair["a"], pair["b"]) == (0, 1)]
    assert pair["p_holm"] > 0.05


def test_the_rates_end_where_the_tutorial_has_them(decay: dict[str, Any]) -> None:
    ends = {
        run["parameters"]["schedule.decay"]: run["final"]["learning_rate"] for run in decay["runs"]
    }
    assert ends[0.1] == pytest.approx(3.1e-5, rel=0.01)
    assert ends[1e-4] == pytest.approx(0.0075763, rel=1e-4)


def test_a_study_is_trained_to_what_it_expects(service: Service) -> None:
    job = service.client.post("/studies/ionosphere-time-based").json()
    [run] = service.finished(job["id"])["runs"]
    assert run["final"]["val_accuracy"] == pytest.approx(0.9914, abs=0.01)
