"""A schedule that starts later, or in the middle."""

import numpy as np

from lehr.schedules import Exponential, Shift

INNER = Exponential(initial_learning_rate=1, decay=0.5)


def test_a_later_start_holds_the_first_rate() -> None:
    rates = Shift(schedule=INNER, steps=3).rates(np.arange(6))
    assert rates.tolist() == [1, 1, 1, *INNER.rates(np.arange(3))]


def test_a_negative_shift_starts_inside() -> None:
    rates = Shift(schedule=INNER, steps=-1).rates(np.arange(6))
    assert np.array_equal(rates, INNER.rates(np.arange(1, 7)))


def test_forth_and_back_is_the_schedule_itself() -> None:
    there = Shift(schedule=Shift(schedule=INNER, steps=-5), steps=5)
    steps = np.arange(5, 50)
    assert np.array_equal(there.rates(steps), INNER.rates(steps))
