"""Schedules added to each other."""

import numpy as np

from lehr.schedules import Constant, Exponential, Sum


def test_rates_are_added() -> None:
    ends = Exponential(initial_learning_rate=0.1, decay=0.5)
    schedule = Sum(schedules=[Constant(learning_rate=0.25), ends])
    expected = 0.25 + ends.rates(np.arange(20))
    assert np.array_equal(schedule.rates(np.arange(20)), expected)
