"""A schedule that starts again and again."""

import numpy as np

from lehr.schedules import Exponential, Repeat

INNER = Exponential(initial_learning_rate=1, decay=0.5)


def test_every_period_is_the_first_one() -> None:
    rates = Repeat(schedule=INNER, steps=7).rates(np.arange(21))
    assert np.array_equal(rates, np.tile(INNER.rates(np.arange(7)), 3))


def test_periods_stay_in_step_far_out() -> None:
    rates = Repeat(schedule=INNER, steps=7).rates(np.array([7 * 10**11 - 1, 7 * 10**11]))
    assert rates.tolist() == [*INNER.rates(np.array([6])), 1]
