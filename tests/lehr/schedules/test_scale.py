"""A schedule times a number."""

import numpy as np
import pytest

from lehr.schedules import Exponential, Scale

INNER = Exponential(initial_learning_rate=0.1, decay=0.5)


@pytest.mark.parametrize("factor", [0, 0.5, 1, 8])
def test_every_rate_is_multiplied(factor: float) -> None:
    scaled = Scale(schedule=INNER, factor=factor).rates(np.arange(20))
    assert np.array_equal(scaled, factor * INNER.rates(np.arange(20)))


def test_factors_of_factors_multiply() -> None:
    twice = Scale(schedule=Scale(schedule=INNER, factor=0.5), factor=4)
    once = Scale(schedule=INNER, factor=2)
    assert np.array_equal(twice.rates(np.arange(20)), once.rates(np.arange(20)))
