"""Polynomial decay."""

from math import ceil

import numpy as np
import pytest

from lehr.schedules import Linear, Polynomial


def polynomial(power: float, *, cycle: bool = False) -> Polynomial:
    return Polynomial(
        initial_learning_rate=0.1, decay_steps=10, end_learning_rate=0.01, power=power, cycle=cycle
    )


@pytest.mark.parametrize("power", [0.5, 1, 2, 3.7])
def test_rates_follow_the_formula(power: float) -> None:
    expected = [0.09 * (1 - t / 10) ** power + 0.01 for t in range(11)]
    rates = polynomial(power).rates(np.arange(11))
    assert rates == pytest.approx(expected, rel=1e-13)
    assert (np.diff(rates) < 0).all()


def test_past_the_end_the_rate_stays() -> None:
    assert polynomial(2.5).rates(np.array([10, 11, 10**12 - 1])).tolist() == [0.01] * 3


def test_cycles_stretch_to_the_next_multiple() -> None:
    expected = [0.09 * (1 - t / (10 * max(ceil(t / 10), 1))) + 0.01 for t in range(100)]
    assert polynomial(1, cycle=True).rates(np.arange(100)) == pytest.approx(expected, rel=1e-13)


def test_a_cycle_ends_at_its_multiple_and_jumps_after_it() -> None:
    rates = polynomial(1, cycle=True).rates(np.array([10, 11, 20, 21]))
    assert rates == pytest.approx([0.01, 0.0505, 0.01, 0.037], rel=1e-13)


def test_power_one_is_a_straight_line() -> None:
    line = Linear(initial_learning_rate=0.1, end_learning_rate=0.01, decay_steps=10)
    steps = np.arange(20)
    assert polynomial(1).rates(steps) == pytest.approx(line.rates(steps), rel=1e-14)
