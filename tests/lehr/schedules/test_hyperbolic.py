"""Decay along a hyperbola."""

from math import sqrt

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Hyperbolic


def test_over_the_whole_bound_it_falls_to_the_infimum_and_stays() -> None:
    # N = U = 10: h(x) = sqrt((10 - x) / 10 (1 - x / 10)) = 1 - x / 10, a line.
    schedule = Hyperbolic(
        initial_learning_rate=1, decay_steps=10, upper_bound=10, infimum_learning_rate=0.1
    )
    expected = [1 - 0.9 * t / 10 for t in range(11)] + [0.1] * 2
    assert schedule.rates(np.arange(13)) == pytest.approx(expected, rel=1e-13)


def test_within_the_bound_it_ends_above_the_infimum() -> None:
    schedule = Hyperbolic(
        initial_learning_rate=1, decay_steps=6, upper_bound=10, infimum_learning_rate=0.5
    )
    # h(0)^2 = 6/10 (2 - 6/10) = 0.84, h(3)^2 = 3/10 (2 - 9/10) = 0.33, h(6) = 0.
    expected = [1, 1 - 0.5 * (sqrt(0.84) - sqrt(0.33)), 1 - 0.5 * sqrt(0.84)]
    assert schedule.rates(np.array([0, 3, 6])) == pytest.approx(expected, rel=1e-13)
    assert schedule.rates(np.array([7, 10**12 - 1])).tolist() == [schedule.rates(np.array([6]))] * 2


def test_a_bound_within_the_decay_is_refused() -> None:
    with pytest.raises(ValidationError, match="must be >= `decay_steps`, 100"):
        Hyperbolic(initial_learning_rate=0.1, decay_steps=100, upper_bound=99)


def test_an_infimum_that_is_no_lower_is_refused() -> None:
    with pytest.raises(ValidationError, match="must be < `initial_learning_rate`, 0"):
        Hyperbolic(
            initial_learning_rate=0.1, decay_steps=9, upper_bound=9, infimum_learning_rate=0.1
        )


def test_the_infimum_that_is_not_given_must_be_lower_too() -> None:
    with pytest.raises(ValidationError, match="must be < `initial_learning_rate`, 1e-07"):
        Hyperbolic(initial_learning_rate=1e-7, decay_steps=9, upper_bound=9)
