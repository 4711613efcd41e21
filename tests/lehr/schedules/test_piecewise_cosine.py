"""Halves of a cosine between given rates."""

from math import cos, pi

import numpy as np
import pytest

from lehr.schedules import PiecewiseCosine


def test_rates_follow_the_cosines_and_stay_outside() -> None:
    schedule = PiecewiseCosine(boundaries=[10, 20, 60], values=[0.5, 1, 0.1])
    expected = [0.5] * 10
    expected += [0.5 + 0.5 * (1 - cos(pi * t / 10)) / 2 for t in range(10)]
    expected += [0.1 + 0.9 * (1 + cos(pi * t / 40)) / 2 for t in range(41)]
    expected += [0.1] * 10
    assert schedule.rates(np.arange(71)) == pytest.approx(expected, rel=1e-13)
