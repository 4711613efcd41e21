"""Jobs that answer to what they measure, through HTTP to PostgreSQL and back."""

from typing import Any

import pytest

from lehr.experiments.range_test_spec import TOLD_BY_TEST
from lehr.testing.service import Service, ionosphere

STEPS_PER_EPOCH = 9
PLATEAU = {
    "kind": "keras.ReduceLROnPlateau",
    "initial_learning_rate": 0.3,
    "factor": 0.5,
    "patience": 2,
}
SCALED = {
    "kind": "scale_by_feedback",
    "schedule": {
        "kind": "warmup",
        "steps": 20,
        "schedule": {"kind": "cosine", "initial_learning_rate": 0.3, "decay_steps": 450},
    },
    "feedback": {"kind": "torch.ReduceLROnPlateau", "lr": 1.0, "factor": 0.5, "patience": 1},
}


@pytest.mark.parametrize("schedule", [PLATEAU, SCALED], ids=lambda schedule: schedule["kind"])
def test_the_history_has_the_rates_that_a_preview_of_its_metric_has(
    service: Service, schedule: dict[str, Any]
) -> None:
    job = service.finished(service.submit(schedule=schedule)["id"])
    history = service.history(job["id"])
    preview = service.client.post(
        "/schedules/preview",
        json={
            "schedule": schedule,
            "metric": history["val_loss"],
            "steps_per_epoch": STEPS_PER_EPOCH,
            "dtype": "float32",
        },
    ).json()
    last_updates = preview["learning_rates"][STEPS_PER_EPOCH - 1 :: STEPS_PER_EPOCH]
    assert history["learning_rate"] == last_updates
    assert len(set(last_updates)) > 1
    assert job["runs"][0]["lr_conformance"] == {"max_abs_error": 0.0}


def test_a_range_test_succeeds_where_it_diverges(service: Service) -> None:
    body = {name: value for name, value in ionosphere().items() if name not in TOLD_BY_TEST}
    test = {"from": 1e-4, "to": 1e6, "steps": 450}
    accepted = service.client.post("/jobs", json=body | {"lr_range_test": test})
    (run,) = service.finished(accepted.json()["id"])["runs"]
    assert (run["status"], run["epochs"]) == ("succeeded", 50)
    assert run["epochs_done"] < 50
