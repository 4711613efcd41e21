"""Jobs whose schedule answers to a metric."""

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.settings import Settings


def test_they_are_refused_until_they_can_be_trained() -> None:
    experiment = Experiment.model_validate(
        {
            "dataset": {"name": "moons"},
            "model": {"layers": [{"layer": "Dense", "units": 1, "activation": "sigmoid"}]},
            "schedule": {"kind": "reduce_on_plateau", "initial_learning_rate": 0.1},
            "epochs": 1,
        }
    )
    with pytest.raises(InvalidRequest) as refusal:
        resolve(experiment, Settings())
    (violation,) = refusal.value.violations
    assert (violation.pointer, violation.detail) == (
        "/schedule",
        "jobs do not train schedules that answer to a metric yet; received `reduce_on_plateau`",
    )
