"""A rate that waits for its full height."""

import numpy as np

from lehr.schedules import ConstantFactor


def test_the_factor_holds_until_its_steps_are_over() -> None:
    schedule = ConstantFactor(learning_rate=0.5, factor=0.25, constant_steps=3)
    rates = schedule.rates(np.array([0, 2, 3, 4, 10**12 - 1]))
    assert rates.tolist() == [0.125, 0.125, 0.5, 0.5, 0.5]
