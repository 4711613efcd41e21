"""Reflected exponential decay."""

import numpy as np
import pytest

from lehr.schedules import Rex


def test_rates_follow_the_formula_and_stay() -> None:
    schedule = Rex(initial_learning_rate=1, decay_steps=10, end_learning_rate=0.1)
    expected = [0.1 + 0.9 * (1 - t / 10) / (1 - t / 20) for t in range(11)] + [0.1] * 3
    rates = schedule.rates(np.arange(14))
    assert rates == pytest.approx(expected, rel=1e-13)
    assert (np.diff(rates[:11]) < 0).all()


def test_less_reflection_falls_later() -> None:
    schedule = Rex(initial_learning_rate=1, decay_steps=10, reflection=0.1)
    left = [1 - t / 10 for t in range(11)]
    expected = [z / (0.1 + 0.9 * z) for z in left]
    assert schedule.rates(np.arange(11)) == pytest.approx(expected, rel=1e-13)


def test_reflection_of_one_is_a_line() -> None:
    schedule = Rex(initial_learning_rate=1, decay_steps=10, reflection=1)
    assert schedule.rates(np.arange(11)) == pytest.approx([1 - t / 10 for t in range(11)])
