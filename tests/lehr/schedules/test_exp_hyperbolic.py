"""Decay whose logarithm falls along a hyperbola."""

from math import sqrt

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import ExpHyperbolic


def test_over_the_whole_bound_it_falls_by_equal_ratios_and_stays() -> None:
    schedule = ExpHyperbolic(
        initial_learning_rate=1, decay_steps=10, upper_bound=10, infimum_learning_rate=0.01
    )
    expected = [0.01 ** (t / 10) for t in range(11)] + [0.01] * 2
    assert schedule.rates(np.arange(13)) == pytest.approx(expected, rel=1e-13)


def test_within_the_bound_it_ends_above_the_infimum() -> None:
    schedule = ExpHyperbolic(
        initial_learning_rate=0.5, decay_steps=6, upper_bound=10, infimum_learning_rate=0.05
    )
    # h(0)^2 = 6/10 (2 - 6/10) = 0.84, h(3)^2 = 3/10 (2 - 9/10) = 0.33, h(6) = 0.
    exponents = [0, sqrt(0.33) - sqrt(0.84), -sqrt(0.84), -sqrt(0.84)]
    rates = schedule.rates(np.array([0, 3, 6, 7]))
    assert rates == pytest.approx([0.5 * 10**exponent for exponent in exponents], rel=1e-13)


def test_an_infimum_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        ExpHyperbolic(
            initial_learning_rate=0.1, decay_steps=9, upper_bound=9, infimum_learning_rate=0
        )
