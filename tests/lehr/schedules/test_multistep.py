"""Drops at given steps."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Multistep


def test_each_boundary_drops_the_rate_at_its_step() -> None:
    schedule = Multistep(initial_learning_rate=1, boundaries=[3, 5], drop=0.5)
    assert schedule.rates(np.arange(7)).tolist() == [1, 1, 1, 0.5, 0.5, 0.25, 0.25]


def test_on_the_left_it_drops_one_step_later() -> None:
    schedule = Multistep(initial_learning_rate=1, boundaries=[3, 5], drop=0.5, side="left")
    assert schedule.rates(np.arange(7)).tolist() == [1, 1, 1, 1, 0.5, 0.5, 0.25]


def test_after_the_last_drop_the_rate_stays() -> None:
    schedule = Multistep(initial_learning_rate=1, boundaries=[3, 5], drop=0.1)
    assert schedule.rates(np.array([5, 10**12 - 1])) == pytest.approx([0.01] * 2, rel=1e-15)


@pytest.mark.parametrize("boundaries", [[0, 5], [5, 5], [5, 3], []])
def test_boundaries_that_do_not_increase_above_zero_are_refused(boundaries: list[int]) -> None:
    with pytest.raises(ValidationError, match="boundaries"):
        Multistep(initial_learning_rate=1, boundaries=boundaries, drop=0.5)
