"""Up and down along a sine."""

from math import pi, sin

import numpy as np
import pytest

from lehr.schedules import CyclicSine


@pytest.mark.parametrize(
    ("mode", "scales"),
    [
        ("sine", [1.0] * 60),
        ("sine2", [0.5 ** (t // 20) for t in range(60)]),
        ("exp_range", [0.9**t for t in range(60)]),
    ],
)
def test_rates_follow_the_formula(mode: str, scales: list[float]) -> None:
    schedule = CyclicSine.model_validate(
        {
            "initial_learning_rate": 0.1,
            "maximal_learning_rate": 0.5,
            "half_cycle_steps": 10,
            "mode": mode,
            "gamma": 0.9,
        }
    )
    expected = [0.1 + 0.4 * abs(sin(pi * t / 20)) * scales[t] for t in range(60)]
    assert schedule.rates(np.arange(60)) == pytest.approx(expected, rel=1e-12)
