"""A cosine on a falling line."""

from math import cos, pi

import numpy as np
import pytest

from lehr.schedules import LinearCosine


@pytest.mark.parametrize("waves", [0.5, 2.5])
@pytest.mark.parametrize(("alpha", "beta"), [(0, 0.001), (0.3, 0)])
def test_rates_follow_the_formula(waves: float, alpha: float, beta: float) -> None:
    schedule = LinearCosine(
        initial_learning_rate=0.1, decay_steps=100, num_periods=waves, alpha=alpha, beta=beta
    )
    expected = [
        0.1 * ((alpha + 1 - t / 100) * (1 + cos(2 * pi * waves * t / 100)) / 2 + beta)
        for t in range(101)
    ]
    assert schedule.rates(np.arange(101)) == pytest.approx(expected, rel=1e-12, abs=1e-16)


def test_past_the_end_the_rate_stays() -> None:
    schedule = LinearCosine(initial_learning_rate=1, decay_steps=100, beta=0.25)
    assert schedule.rates(np.array([100, 101, 10**12 - 1])).tolist() == [0.25] * 3
