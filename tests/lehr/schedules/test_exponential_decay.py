"""Exponential decay by a given rate."""

import numpy as np
import pytest

from lehr.errors import InvalidRequest
from lehr.schedules import ExponentialDecay


def test_the_rate_is_multiplied_by_decay_rate_every_decay_steps() -> None:
    schedule = ExponentialDecay(initial_learning_rate=0.01, decay_steps=1000, decay_rate=0.96)
    rates = schedule.rates(np.array([0, 500, 1000, 2000]))
    assert rates == pytest.approx([0.01, 0.01 * 0.96**0.5, 0.0096, 0.009216], rel=1e-15)


def test_a_staircase_falls_at_multiples_of_decay_steps_only() -> None:
    schedule = ExponentialDecay(
        initial_learning_rate=1, decay_steps=3, decay_rate=0.5, staircase=True
    )
    assert schedule.rates(np.arange(7)).tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.25]


def test_a_decay_rate_of_one_is_constant() -> None:
    schedule = ExponentialDecay(initial_learning_rate=0.1, decay_steps=7, decay_rate=1)
    assert set(schedule.rates(np.arange(100)).tolist()) == {0.1}


def test_a_decay_rate_above_one_grows() -> None:
    schedule = ExponentialDecay(initial_learning_rate=1e-7, decay_steps=1, decay_rate=10)
    assert schedule.rates(np.array([8])) == pytest.approx([10], rel=1e-15)


def test_decay_steps_that_float32_takes_for_zero_are_refused_there() -> None:
    schedule = ExponentialDecay(initial_learning_rate=0.1, decay_steps=1e-50, decay_rate=2)
    assert schedule.rates(np.array([0])).tolist() == [0.1]
    with pytest.raises(InvalidRequest, match="finite"):
        schedule.rates(np.array([1]))
