"""A schedule held between bounds."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Clip, Exponential

INNER = Exponential(initial_learning_rate=1, decay=0.5)


def test_rates_between_the_bounds_stay() -> None:
    rates = Clip(schedule=INNER, minimum=0.1, maximum=0.7).rates(np.arange(6))
    assert np.array_equal(rates[1:5], INNER.rates(np.arange(1, 5)))


def test_rates_beyond_the_bounds_are_the_bounds() -> None:
    rates = Clip(schedule=INNER, minimum=0.1, maximum=0.7).rates(np.array([0, 5, 10**12]))
    assert rates.tolist() == [0.7, 0.1, 0.1]


def test_without_bounds_nothing_changes() -> None:
    steps = np.arange(50)
    assert np.array_equal(Clip(schedule=INNER).rates(steps), INNER.rates(steps))


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="`maximum` must be >= `minimum`"):
        Clip(schedule=INNER, minimum=0.5, maximum=0.1)
