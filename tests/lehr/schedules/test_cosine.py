"""Cosine decay."""

from math import cos, pi

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Cosine

LAST = np.array([1000, 1001, 10**12 - 1])


@pytest.mark.parametrize("alpha", [0, 0.1, 1])
@pytest.mark.parametrize("exponent", [1, 2.5])
def test_rates_follow_the_formula(alpha: float, exponent: float) -> None:
    schedule = Cosine(initial_learning_rate=0.1, decay_steps=1000, alpha=alpha, exponent=exponent)
    expected = [
        0.1 * ((1 - alpha) * ((1 + cos(pi * t / 1000)) / 2) ** exponent + alpha)
        for t in range(1001)
    ]
    rates = schedule.rates(np.arange(1001))
    assert rates == pytest.approx(expected, rel=1e-12, abs=1e-17)
    assert (np.diff(rates) <= 0).all()


def test_half_way_down_is_half_way_through() -> None:
    rates = Cosine(initial_learning_rate=1, decay_steps=1000, alpha=0.5).rates(np.array([500]))
    assert rates.tolist() == [0.75]


def test_past_the_end_the_rate_stays() -> None:
    rates = Cosine(initial_learning_rate=0.5, decay_steps=1000, alpha=0.25).rates(LAST)
    assert rates.tolist() == [0.125] * 3


def test_no_steps_are_no_decay_to_speak_of() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        Cosine(initial_learning_rate=0.1, decay_steps=0)
