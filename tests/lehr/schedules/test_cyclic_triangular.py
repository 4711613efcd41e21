"""Cyclical rates in straight lines."""

import numpy as np
import pytest

from lehr.schedules import CyclicTriangular

STEPS = np.arange(60)


def cyclic(mode: str, gamma: float = 1) -> CyclicTriangular:
    return CyclicTriangular.model_validate(
        {
            "initial_learning_rate": 0.1,
            "maximal_learning_rate": 0.5,
            "up_steps": 4,
            "down_steps": 16,
            "mode": mode,
            "gamma": gamma,
        }
    )


def triangle(t: int) -> float:
    return t % 20 / 4 if t % 20 <= 4 else (20 - t % 20) / 16


@pytest.mark.parametrize(
    ("mode", "scales"),
    [
        ("triangular", [1.0] * 60),
        ("triangular2", [0.5 ** (t // 20) for t in range(60)]),
        ("exp_range", [0.9**t for t in range(60)]),
    ],
)
def test_rates_follow_the_formula(mode: str, scales: list[float]) -> None:
    expected = [0.1 + 0.4 * triangle(t) * scales[t] for t in range(60)]
    assert cyclic(mode, 0.9).rates(STEPS) == pytest.approx(expected, rel=1e-13)


def test_the_peak_is_the_maximum_and_the_foot_the_initial_rate() -> None:
    rates = cyclic("triangular").rates(np.array([0, 4, 20, 24]))
    assert rates == pytest.approx([0.1, 0.5, 0.1, 0.5], rel=1e-15)
