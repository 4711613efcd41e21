"""The learning rate range test."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import RangeTest


def test_rates_climb_by_equal_ratios_and_end_with_the_last_step() -> None:
    schedule = RangeTest(initial_learning_rate=1e-4, end_learning_rate=1, test_steps=5)
    assert schedule.rates(np.arange(7)) == pytest.approx([1e-4, 1e-3, 0.01, 0.1, 1, 1, 1])


def test_or_they_climb_by_equal_steps() -> None:
    schedule = RangeTest(
        initial_learning_rate=0.5, end_learning_rate=1, test_steps=3, shape="linear"
    )
    assert schedule.rates(np.arange(4)).tolist() == [0.5, 0.75, 1, 1]


def test_a_test_that_does_not_climb_is_refused() -> None:
    with pytest.raises(ValidationError, match="must be > `initial_learning_rate`, 1"):
        RangeTest(initial_learning_rate=1, end_learning_rate=1, test_steps=3)
