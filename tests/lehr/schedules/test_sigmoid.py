"""Decay along a logistic curve."""

from math import exp

import numpy as np
import pytest

from lehr.schedules import Sigmoid


@pytest.mark.parametrize(("direction", "sign"), [("down", 1), ("up", -1)])
def test_rates_follow_the_formula(direction: str, sign: int) -> None:
    schedule = Sigmoid.model_validate(
        {"initial_learning_rate": 2, "steepness": 0.1, "center": 50, "direction": direction}
    )
    rates = schedule.rates(np.arange(100))
    assert rates == pytest.approx([2 / (1 + exp(sign * 0.1 * (t - 50))) for t in range(100)])
    assert rates[50] == 1
    assert (sign * np.diff(rates) < 0).all()
