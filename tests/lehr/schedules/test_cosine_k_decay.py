"""Cosine decay with a bent clock."""

from math import cos, pi

import numpy as np
import pytest

from lehr.schedules import CosineKDecay


@pytest.mark.parametrize("k", [0.5, 1, 3])
def test_rates_follow_the_formula_and_stay(k: float) -> None:
    schedule = CosineKDecay(
        initial_learning_rate=0.1, decay_steps=20, end_learning_rate=0.01, k_decay=k
    )
    expected = [0.01 + 0.09 * (1 + cos(pi * (t / 20) ** k)) / 2 for t in range(21)] + [0.01] * 3
    assert schedule.rates(np.arange(24)) == pytest.approx(expected, rel=1e-13)
