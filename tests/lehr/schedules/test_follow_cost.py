"""A rate that follows the cost."""

from math import e, exp, inf, nan

import pytest

from lehr.schedules import FollowCost


def test_the_rate_is_that_of_the_cost_before() -> None:
    rates = FollowCost(initial_learning_rate=0.01).replay([1.0, 0.5, 0.0, 9.0])
    assert rates == pytest.approx([0.01, 0.01 * e, 0.01 * exp(0.5), 0.01], rel=1e-15)


def test_the_gain_multiplies_the_cost() -> None:
    rates = FollowCost(initial_learning_rate=1, gain=-2).replay([0.5, 0.0])
    assert rates == pytest.approx([1, exp(-1)], rel=1e-15)


@pytest.mark.parametrize("cost", [nan, inf, -inf])
def test_a_cost_that_is_not_finite_leaves_the_rate(cost: float) -> None:
    rates = FollowCost(initial_learning_rate=1).replay([1.0, cost, 0.0])
    assert rates[2] == rates[1]


def test_the_rate_is_not_raised_above_its_most() -> None:
    schedule = FollowCost(initial_learning_rate=1, max_learning_rate=2)
    assert schedule.replay([0.0, 1.0, 1e6, 0.0]).tolist() == [1, 1, 2, 2]
