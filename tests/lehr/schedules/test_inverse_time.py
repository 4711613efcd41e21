"""Inverse time decay."""

import numpy as np
import pytest

from lehr.schedules import InverseTime, TimeBased


def test_power_one_is_plain_division_to_the_last_bit() -> None:
    schedule = InverseTime(initial_learning_rate=0.1, decay_rate=0.7)
    expected = [0.1 / (1 + 0.7 * step) for step in range(1000)]
    assert schedule.rates(np.arange(1000)).tolist() == expected


def test_decay_every_step_is_time_based_decay() -> None:
    steps = np.arange(1000)
    inverse = InverseTime(initial_learning_rate=0.1, decay_rate=0.002).rates(steps)
    assert np.array_equal(inverse, TimeBased(initial_learning_rate=0.1, decay=0.002).rates(steps))


def test_decay_steps_stretch_the_curve() -> None:
    schedule = InverseTime(initial_learning_rate=1, decay_rate=1, decay_steps=10)
    assert schedule.rates(np.array([0, 10, 30])).tolist() == [1, 0.5, 0.25]


def test_a_staircase_falls_at_multiples_of_decay_steps_only() -> None:
    schedule = InverseTime(initial_learning_rate=1, decay_rate=1, decay_steps=2, staircase=True)
    assert schedule.rates(np.arange(5)).tolist() == [1, 1, 0.5, 0.5, 1 / 3]


@pytest.mark.parametrize(("power", "rate"), [(0, 1), (0.5, 0.5), (2, 0.0625)])
def test_the_divisor_is_raised_to_the_power(power: float, rate: float) -> None:
    schedule = InverseTime(initial_learning_rate=1, decay_rate=1, power=power)
    assert schedule.rates(np.array([3])).tolist() == [rate]
