"""A short way up and a long way down."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import SlantedTriangular


def test_rates_follow_the_formula_and_stay() -> None:
    schedule = SlantedTriangular(
        initial_learning_rate=0.1, total_steps=105, cut_fraction=0.1, ratio=8
    )
    parts = [t / 10 for t in range(10)] + [1 - (t - 10) / 95 for t in range(10, 106)] + [0.0] * 3
    expected = [0.1 * (1 + p * 7) / 8 for p in parts]
    assert schedule.rates(np.arange(109)) == pytest.approx(expected, rel=1e-13)


def test_a_way_up_without_a_step_is_refused() -> None:
    with pytest.raises(ValidationError, match="must be at least 1"):
        SlantedTriangular(initial_learning_rate=0.1, total_steps=9)
