"""One cycle."""

from math import cos, pi

import numpy as np
import pytest

from lehr.schedules import OneCycle


def one_cycle(shape: str) -> OneCycle:
    return OneCycle.model_validate(
        {
            "initial_learning_rate": 0.1,
            "maximal_learning_rate": 1,
            "up_steps": 10,
            "down_steps": 30,
            "end_learning_rate": 0.01,
            "shape": shape,
        }
    )


def test_straight_lines_lead_to_the_peak_and_down() -> None:
    expected = [0.1 + 0.9 * t / 10 for t in range(10)]
    expected += [1 - 0.99 * t / 30 for t in range(31)]
    assert one_cycle("linear").rates(np.arange(41)) == pytest.approx(expected, rel=1e-13)


def test_halves_of_a_cosine_lead_to_the_peak_and_down() -> None:
    expected = [1 - 0.9 * (1 + cos(pi * t / 10)) / 2 for t in range(10)]
    expected += [0.01 + 0.99 * (1 + cos(pi * t / 30)) / 2 for t in range(31)]
    rates = one_cycle("cosine").rates(np.arange(41))
    assert rates == pytest.approx(expected, rel=1e-13)
    assert (np.diff(rates[:11]) > 0).all()
    assert (np.diff(rates[10:]) < 0).all()


@pytest.mark.parametrize("shape", ["cosine", "linear"])
def test_past_the_end_the_rate_stays(shape: str) -> None:
    rates = one_cycle(shape).rates(np.array([40, 41, 10**12 - 1]))
    assert rates == pytest.approx([0.01] * 3, rel=1e-13)
