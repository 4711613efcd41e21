"""Hyperbolic tangent decay."""

from math import tanh

import numpy as np
import pytest

from lehr.schedules import Tanh

SCHEDULE = Tanh(initial_learning_rate=1, decay_steps=100)


def test_rates_follow_the_formula() -> None:
    schedule = Tanh(
        initial_learning_rate=0.1,
        decay_steps=100,
        end_learning_rate=0.01,
        lower_bound=-4,
        upper_bound=2,
    )
    expected = [0.01 + 0.09 * (1 - tanh(-4 + 6 * t / 100)) / 2 for t in range(101)]
    rates = schedule.rates(np.arange(101))
    assert rates == pytest.approx(expected, rel=1e-12)
    assert (np.diff(rates) < 0).all()


def test_the_ends_are_not_quite_reached() -> None:
    rates = SCHEDULE.rates(np.array([0, 100]))
    assert rates == pytest.approx([0.9999992, 0.00247262], rel=1e-5)


def test_past_the_end_the_rate_stays() -> None:
    rates = SCHEDULE.rates(np.array([100, 101, 10**12 - 1]))
    assert len(set(rates.tolist())) == 1
