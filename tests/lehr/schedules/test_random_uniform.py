"""A rate thrown anew at every step."""

import numpy as np
import pytest

from lehr.schedules import RandomUniform

STEPS = np.arange(20_000)


@pytest.mark.parametrize("power", [0.5, 1, 4])
def test_rates_have_the_mean_of_their_power(power: float) -> None:
    rates = RandomUniform(initial_learning_rate=2, power=power).rates(STEPS)
    assert rates.mean() == pytest.approx(2 / (power + 1), rel=0.03)
    assert rates.max() < 2


def test_a_rate_belongs_to_seed_and_step() -> None:
    steps = np.array([19_999, 7])
    schedule = RandomUniform(initial_learning_rate=1, seed=3)
    assert np.array_equal(schedule.rates(steps), schedule.rates(STEPS)[steps])
    other = RandomUniform(initial_learning_rate=1, seed=4)
    assert not np.array_equal(schedule.rates(STEPS), other.rates(STEPS))
