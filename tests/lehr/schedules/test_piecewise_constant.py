"""Piecewise constant rates."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import PiecewiseConstant

BOUNDARIES, VALUES = [10.0, 20.0], [1.0, 0.5, 0.25]
EDGES = np.array([0, 9, 10, 11, 19, 20, 21, 10**12 - 1])


def test_a_boundary_on_the_left_keeps_the_old_rate_for_its_step() -> None:
    rates = PiecewiseConstant(boundaries=BOUNDARIES, values=VALUES).rates(EDGES)
    assert rates.tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]


def test_a_boundary_on_the_right_has_the_new_rate_at_its_step() -> None:
    rates = PiecewiseConstant(boundaries=BOUNDARIES, values=VALUES, side="right").rates(EDGES)
    assert rates.tolist() == [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]


def test_boundaries_far_out_are_exact() -> None:
    schedule = PiecewiseConstant(boundaries=[10**12 - 2], values=[1, 0])
    assert schedule.rates(np.array([10**12 - 2, 10**12 - 1])).tolist() == [1, 0]


@pytest.mark.parametrize("boundaries", [[20, 10], [10, 10], [-1, 10], []])
def test_boundaries_that_do_not_increase_are_refused(boundaries: list[float]) -> None:
    with pytest.raises(ValidationError, match="boundaries"):
        PiecewiseConstant(boundaries=boundaries, values=[0.1] * (len(boundaries) + 1))


@pytest.mark.parametrize("values", [[1.0, 0.5], [1.0, 0.5, 0.25, 0.125]])
def test_values_are_one_more_than_boundaries(values: list[float]) -> None:
    with pytest.raises(ValidationError, match="one more than the 2 `boundaries`"):
        PiecewiseConstant(boundaries=BOUNDARIES, values=values)


def test_a_rate_that_no_step_would_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="every boundary must be > 0"):
        PiecewiseConstant(boundaries=[0, 10], values=VALUES, side="right")
