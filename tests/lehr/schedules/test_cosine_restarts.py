"""Cosine decay with restarts."""

from math import cos, pi

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Cosine, CosineRestarts


def restarts(t_mul: float, m_mul: float = 1) -> CosineRestarts:
    return CosineRestarts(
        initial_learning_rate=0.1, first_decay_steps=10, t_mul=t_mul, m_mul=m_mul, alpha=0.1
    )


@pytest.mark.parametrize("t_mul", [1, 1.5, 2, 3, 10])
@pytest.mark.parametrize("m_mul", [0.5, 1])
def test_rates_follow_the_formula_cycle_by_cycle(t_mul: float, m_mul: float) -> None:
    expected, start, length, height = [], 0.0, 10.0, 1.0
    for t in range(2000):
        if t >= start + length:
            start, length, height = start + length, length * t_mul, height * m_mul
        wave = height * (1 + cos(pi * (t - start) / length)) / 2
        expected.append(0.1 * (0.9 * wave + 0.1))
    rates = restarts(t_mul, m_mul).rates(np.arange(2000))
    assert rates == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("scaled", "peaks", "floors"),
    [
        ("wave", [1, 0.55, 0.325], [0.1, 0.1, 0.1]),
        ("peak", [1, 0.5, 0.25], [0.1, 0.1, 0.1]),
        ("cycle", [1, 0.5, 0.25], [0.1, 0.05, 0.025]),
    ],
)
def test_each_convention_scales_its_ends(
    scaled: str, peaks: list[float], floors: list[float]
) -> None:
    schedule = CosineRestarts.model_validate(
        {
            "initial_learning_rate": 1,
            "first_decay_steps": 10,
            "t_mul": 1,
            "m_mul": 0.5,
            "alpha": 0.1,
            "scaled": scaled,
        }
    )
    expected = [
        floor + (peak - floor) * (1 + cos(pi * t / 10)) / 2
        for peak, floor in zip(peaks, floors, strict=True)
        for t in range(10)
    ]
    assert schedule.rates(np.arange(30)) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("t_mul", [2, 3, 5, 7, 10])
def test_every_restart_comes_at_its_exact_step(t_mul: int) -> None:
    starts = np.array([10 * sum(t_mul**i for i in range(cycle)) for cycle in range(1, 11)])
    rates = restarts(t_mul).rates(starts)
    assert (rates == 0.1).all()
    assert (restarts(t_mul).rates(starts - 1) < 0.02).all()


def test_the_first_cycle_is_cosine_decay() -> None:
    decay = Cosine(initial_learning_rate=0.1, decay_steps=10, alpha=0.1)
    assert np.array_equal(restarts(2).rates(np.arange(10)), decay.rates(np.arange(10)))


def test_cycles_that_shrink_are_refused() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        restarts(0.5)
