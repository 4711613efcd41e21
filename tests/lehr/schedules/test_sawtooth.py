"""Down again and again, from one jump to the next."""

from math import cos, floor, pi, sin

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Sawtooth

P = [-t / 10 - floor(-t / 10) for t in range(35)]


def sawtooth(**parameters: object) -> Sawtooth:
    bounds = {"initial_learning_rate": 0.1, "maximal_learning_rate": 0.5, "cycle_steps": 10}
    return Sawtooth.model_validate({**bounds, **parameters})


@pytest.mark.parametrize(
    ("shape", "heights"),
    [
        ("linear", P),
        ("sine", [sin(pi * p / 2) for p in P]),
        ("cosine", [0.5 * (1 - cos(pi * p)) for p in P]),
    ],
)
@pytest.mark.parametrize(
    ("mode", "scales"),
    [
        ("sawtooth", [1.0] * 35),
        ("sawtooth2", [0.5 ** (t // 10) for t in range(35)]),
        ("exp_range", [0.9**t for t in range(35)]),
    ],
)
def test_rates_follow_the_formula(
    shape: str, heights: list[float], mode: str, scales: list[float]
) -> None:
    schedule = sawtooth(shape=shape, mode=mode, gamma=0.9)
    expected = [0.1 + 0.4 * p * scale for p, scale in zip(heights, scales, strict=True)]
    assert schedule.rates(np.arange(35)) == pytest.approx(expected, rel=1e-12)


def test_each_cycle_starts_at_the_bottom_and_jumps() -> None:
    rates = sawtooth().rates(np.array([0, 1, 9, 10, 11]))
    assert rates == pytest.approx([0.1, 0.46, 0.14, 0.1, 0.46])


def test_a_cycle_without_steps_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        sawtooth(cycle_steps=0)
