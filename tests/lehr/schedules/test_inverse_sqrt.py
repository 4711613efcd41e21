"""Inverse square root decay."""

from math import sqrt

import numpy as np
import pytest

from lehr.schedules import InverseSqrt, Warmup


def test_rates_follow_the_formula() -> None:
    schedule = InverseSqrt(initial_learning_rate=0.1, timescale=7)
    expected = [0.1 / sqrt(1 + t / 7) for t in range(1000)]
    assert schedule.rates(np.arange(1000)) == pytest.approx(expected, rel=1e-14)


def test_three_timescales_halve_the_rate() -> None:
    schedule = InverseSqrt(initial_learning_rate=1, timescale=100)
    assert schedule.rates(np.array([0, 300])).tolist() == [1, 0.5]


def test_after_a_warmup_of_its_timescale_it_is_the_root_of_one_over_time() -> None:
    decay = InverseSqrt(initial_learning_rate=0.1, timescale=50)
    rates = Warmup(schedule=decay, steps=50).rates(np.arange(50, 500))
    assert rates == pytest.approx([0.1 * sqrt(50 / t) for t in range(50, 500)], rel=1e-14)
