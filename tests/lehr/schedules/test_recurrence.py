"""Recurrences in blocks."""

import numpy as np
import pytest

from lehr.schedules import FloatArray
from lehr.schedules.recurrence import recur


def halves(steps: FloatArray) -> FloatArray:
    return np.full_like(steps, 0.5)


def falling(steps: FloatArray) -> FloatArray:
    return 1 + 1e-7 * steps


def test_the_values_are_those_of_a_plain_loop_across_blocks() -> None:
    value, values = 1.0, [1.0]
    for step in range(1, 200_001):
        value /= 1 + 1e-7 * step
        values.append(value)
    assert recur(np.divide, 1.0, falling, np.arange(200_001)).tolist() == values


@pytest.mark.parametrize("step", [65_535, 65_536, 65_537, 131_072])
def test_a_step_alone_has_the_value_that_it_has_among_all(step: int) -> None:
    among_all = recur(np.divide, 1.0, falling, np.arange(step + 1))[-1]
    assert recur(np.divide, 1.0, falling, np.array([step])).tolist() == [among_all]


def test_steps_may_come_in_any_order_and_twice() -> None:
    steps = np.array([3, 0, 1, 3])
    assert recur(np.multiply, 8.0, halves, steps).tolist() == [1, 8, 4, 1]
