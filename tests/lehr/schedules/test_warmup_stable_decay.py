"""Up, along, and down."""

from math import cos, pi, sqrt
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import WarmupStableDecay


def trapezoid(**parameters: Any) -> WarmupStableDecay:
    lengths = {"warmup_steps": 10, "stable_steps": 30, "decay_steps": 20}
    return WarmupStableDecay(**{"initial_learning_rate": 1, **lengths, **parameters})


@pytest.mark.parametrize(
    ("shape", "left"),
    [
        ("linear", [1 - q / 20 for q in range(21)]),
        ("cosine", [(1 + cos(pi * q / 20)) / 2 for q in range(21)]),
        ("one_minus_sqrt", [1 - sqrt(q / 20) for q in range(21)]),
        ("one_minus_square", [1 - (q / 20) ** 2 for q in range(21)]),
    ],
)
def test_each_stage_follows_its_formula(shape: str, left: list[float]) -> None:
    expected = [t / 10 for t in range(10)] + [1.0] * 30
    expected += [0.1 + 0.9 * part for part in left] + [0.1] * 3
    rates = trapezoid(shape=shape, end_learning_rate=0.1).rates(np.arange(64))
    assert rates == pytest.approx(expected, rel=1e-13)


def test_an_exponential_way_to_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs an `end_learning_rate` above 0"):
        trapezoid(shape="exponential")
