"""The schedule of the first transformer."""

from math import sqrt

import numpy as np
import pytest

from lehr.schedules import Noam


def noam(index: str) -> Noam:
    return Noam.model_validate({"d_model": 512, "warmup_steps": 40, "factor": 2, "index": index})


@pytest.mark.parametrize(("index", "first"), [("t", 0), ("t+1", 1), ("max(t,1)", 0)])
def test_rates_follow_the_formula(index: str, first: int) -> None:
    expected = [
        2 * 512**-0.5 * min((t + first) ** -0.5, (t + first) * 40**-1.5) for t in range(1, 200)
    ]
    assert noam(index).rates(np.arange(1, 200)) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize(("index", "seen"), [("t", 0), ("t+1", 1), ("max(t,1)", 1)])
def test_the_first_step_is_what_the_index_makes_of_it(index: str, seen: int) -> None:
    expected = 2 * seen * 512**-0.5 * 40**-1.5
    assert noam(index).rates(np.array([0])) == pytest.approx([expected], rel=1e-13)


def test_the_peak_comes_when_the_warmup_is_over() -> None:
    rates = noam("t+1").rates(np.arange(200))
    assert rates.argmax() == 39
    assert rates[39] == pytest.approx(2 / sqrt(512 * 40), rel=1e-13)
