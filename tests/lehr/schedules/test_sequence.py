"""Schedules one after the other."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Constant, Exponential, Sequence

HALF, FULL = Constant(learning_rate=0.5), Constant(learning_rate=1)
FALLING = Exponential(initial_learning_rate=1, decay=0.1)


def test_a_schedule_takes_over_at_its_boundary() -> None:
    rates = Sequence(schedules=[FULL, HALF], boundaries=[10]).rates(np.arange(12))
    assert rates.tolist() == [1] * 10 + [0.5] * 2


def test_every_schedule_counts_from_its_own_boundary() -> None:
    rates = Sequence(schedules=[HALF, FALLING, FALLING], boundaries=[3, 5]).rates(np.arange(9))
    first = FALLING.rates(np.arange(4))
    assert rates.tolist() == [0.5] * 3 + first[:2].tolist() + first.tolist()


def test_steps_may_come_in_any_order() -> None:
    schedule = Sequence(schedules=[HALF, FALLING], boundaries=[3])
    steps = np.array([9, 0, 4, 3, 2, 9])
    assert np.array_equal(schedule.rates(steps), schedule.rates(np.arange(10))[steps])


def test_carry_goes_on_from_where_the_one_before_would_be() -> None:
    schedule = Sequence(schedules=[FALLING, HALF, FALLING], boundaries=[10, 20], clock="carry")
    reached = np.exp(-1.0)
    expected = [1, np.exp(-0.9), reached, reached, reached, reached * np.exp(-0.5)]
    rates = schedule.rates(np.array([0, 9, 10, 19, 20, 25]))
    assert rates == pytest.approx(expected, rel=1e-15)


def test_carry_of_one_curve_with_itself_is_no_seam() -> None:
    schedule = Sequence(schedules=[FALLING, FALLING], boundaries=[10], clock="carry")
    assert schedule.rates(np.arange(50)) == pytest.approx(FALLING.rates(np.arange(50)), rel=1e-14)


def test_what_starts_at_nothing_cannot_carry_on() -> None:
    with pytest.raises(ValidationError, match="must start above 0"):
        Sequence(schedules=[FULL, Constant(learning_rate=0)], boundaries=[10], clock="carry")


@pytest.mark.parametrize("boundaries", [[0], [-1], [5, 5], [6, 5], [], [10**12 + 1]])
def test_boundaries_that_do_not_increase_above_zero_are_refused(boundaries: list[int]) -> None:
    with pytest.raises(ValidationError, match="boundaries"):
        Sequence(schedules=[FULL] * (len(boundaries) + 1), boundaries=boundaries)


@pytest.mark.parametrize("boundaries", [[1], [1, 2, 3]])
def test_boundaries_are_one_fewer_than_schedules(boundaries: list[int]) -> None:
    with pytest.raises(ValidationError, match="one fewer than the 3 `schedules`"):
        Sequence(schedules=[FULL, HALF, FULL], boundaries=boundaries)
