"""Natural exponential decay."""

import math

import numpy as np
import pytest

from lehr.schedules import Exponential


def test_the_rate_falls_by_powers_of_e() -> None:
    rates = Exponential(initial_learning_rate=0.1, decay=0.01).rates(np.arange(1000))
    expected = [0.1 * math.exp(-0.01 * step) for step in range(1000)]
    assert rates == pytest.approx(expected, rel=1e-15)


def test_every_step_is_below_the_one_before() -> None:
    rates = Exponential(initial_learning_rate=0.1, decay=0.01).rates(np.arange(1000))
    assert (np.diff(rates) < 0).all()


def test_the_rate_vanishes_in_the_end() -> None:
    rates = Exponential(initial_learning_rate=0.1, decay=1e308).rates(np.array([0, 10**12 - 1]))
    assert rates.tolist() == [0.1, 0]
