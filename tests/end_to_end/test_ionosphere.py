"""The documents' three ionosphere experiments, through HTTP to PostgreSQL and back."""

from statistics import mean
from typing import Any

import numpy as np
import pytest

from lehr.testing.service import Service

BASELINE = {
    "optimizer": {"name": "SGD"},
    "schedule": {"kind": "constant", "learning_rate": 0.1},
}
TIME_BASED = {
    "optimizer": {"name": "SGD", "momentum": 0.8},
    "schedule": {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.002},
}
DROP_BASED = {
    "optimizer": {"name": "SGD", "momentum": 0.9},
    "schedule": {
        "kind": "step",
        "initial_learning_rate": 0.1,
        "drop": 0.5,
        "every": 10,
        "first": 1,
    },
    "schedule_unit": "epoch",
}
SEEDS = (1, 2, 3, 4, 5)


def accuracies(service: Service, experiment: dict[str, Any], *seeds: int) -> list[float]:
    jobs = [service.submit(**experiment, seed=seed) for seed in seeds]
    ended = [service.finished(job["id"]) for job in jobs]
    return [job["runs"][0]["final"]["val_accuracy"] for job in ended]


@pytest.fixture(scope="session")
def baseline(service: Service) -> float:
    return mean(accuracies(service, BASELINE, *SEEDS))


@pytest.mark.parametrize("experiment", [TIME_BASED, DROP_BASED], ids=["time-based", "drop-based"])
def test_a_falling_rate_reaches_98_percent(service: Service, experiment: dict[str, Any]) -> None:
    assert accuracies(service, experiment, 7) >= [0.98]


@pytest.mark.parametrize("experiment", [TIME_BASED, DROP_BASED], ids=["time-based", "drop-based"])
def test_a_falling_rate_beats_the_baseline_on_average(
    service: Service, baseline: float, experiment: dict[str, Any]
) -> None:
    assert mean(accuracies(service, experiment, *SEEDS)) > baseline


KERAS = {
    "schedule": {
        "kind": "keras.InverseTimeDecay",
        "initial_learning_rate": 0.1,
        "decay_steps": 1,
        "decay_rate": 0.002,
    }
}
ROWS, BATCH, EPOCHS = 235, 28, 50
STEPS_PER_EPOCH = -(-ROWS // BATCH)


@pytest.mark.parametrize("experiment", [KERAS, TIME_BASED, DROP_BASED])
def test_training_used_exactly_the_previewed_rates(
    service: Service, experiment: dict[str, Any]
) -> None:
    job = service.finished(service.submit(**experiment)["id"])
    last_updates = [STEPS_PER_EPOCH * (epoch + 1) - 1 for epoch in range(EPOCHS)]
    unit = experiment.get("schedule_unit", "step")
    options = {"unit": unit, "steps_per_epoch": STEPS_PER_EPOCH} if unit == "epoch" else {}
    preview = service.client.post(
        "/schedules/preview",
        json={
            "schedule": experiment["schedule"],
            "at": last_updates,
            "dtype": "float32",
            **options,
        },
    ).json()
    used = service.history(job["id"])["learning_rate"]
    assert used == preview["learning_rates"]
    assert np.unique(used).size > 1
    assert job["runs"][0]["lr_conformance"] == {"max_abs_error": 0.0}


def test_a_seed_decides_everything(service: Service) -> None:
    first, second, other = (
        service.finished(service.submit(seed=seed)["id"])["runs"][0]["weights_sha256"]
        for seed in (7, 7, 8)
    )
    assert first == second
    assert other != first


def test_a_poll_sees_progress(service: Service) -> None:
    job = service.submit(epochs=20_000)
    seen = service.trained(job["id"])
    assert seen["status"] == "running"
    assert 0 < seen["progress"]["epochs_done"] < 20_000
    assert seen["progress"]["eta_seconds"] > 0
    ended = service.finished(job["id"])
    assert ended["status"] == "succeeded"
    assert ended["version"] > seen["version"]
