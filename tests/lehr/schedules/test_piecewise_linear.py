"""Straight lines between given rates."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import PiecewiseLinear


def test_rates_lie_on_the_lines_and_stay_outside() -> None:
    schedule = PiecewiseLinear(boundaries=[2, 4, 8], values=[0.5, 1, 0])
    rates = schedule.rates(np.arange(11))
    assert rates.tolist() == [0.5, 0.5, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0, 0, 0]


@pytest.mark.parametrize("values", [[1.0], [1.0, 0.5, 0.25]])
def test_values_are_as_many_as_boundaries(values: list[float]) -> None:
    with pytest.raises(ValidationError, match="as many as the 2 `boundaries`"):
        PiecewiseLinear(boundaries=[2, 4], values=values)


@pytest.mark.parametrize("boundaries", [[4.0, 2.0], [2.0, 2.0], [2.0]])
def test_boundaries_that_do_not_increase_are_refused(boundaries: list[float]) -> None:
    with pytest.raises(ValidationError, match="boundaries"):
        PiecewiseLinear(boundaries=boundaries, values=[1] * len(boundaries))
