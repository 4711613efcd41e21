"""What is planned is what the preview shows, at the run's updates."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from lehr.experiments.experiment import Experiment
from lehr.experiments.rates import planned_rates

STEPS = np.arange(0, 40, dtype=np.int64)
STEPS_PER_EPOCH = 9


@pytest.fixture
def experiment(body: dict[str, Any]) -> Experiment:
    return Experiment.model_validate(body)


def test_rates_are_the_schedules_own_in_float32(experiment: Experiment) -> None:
    rates = planned_rates(experiment, STEPS_PER_EPOCH, STEPS)
    assert rates.dtype == np.float32
    assert_array_equal(rates, experiment.schedule.rates(STEPS, "float32"))


def test_a_schedule_by_epoch_keeps_its_rate_within_one(experiment: Experiment) -> None:
    by_epoch = experiment.model_copy(update={"schedule_unit": "epoch"})
    rates = planned_rates(by_epoch, STEPS_PER_EPOCH, STEPS)
    epochs = experiment.schedule.rates(np.arange(5, dtype=np.int64), "float32")
    assert_array_equal(rates, np.repeat(epochs, STEPS_PER_EPOCH)[:40])


def test_a_window_of_steps_has_the_rates_of_the_whole(experiment: Experiment) -> None:
    whole = planned_rates(experiment, STEPS_PER_EPOCH, STEPS)
    assert_array_equal(planned_rates(experiment, STEPS_PER_EPOCH, STEPS[20:30]), whole[20:30])
