"""Smoothed losses, and where a range test stops."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehr.experiments.range_test import smoothed, stop_index

losses = st.lists(st.floats(0, 100), min_size=1, max_size=60)


def test_the_first_loss_stands_for_itself() -> None:
    assert smoothed([2.5]).tolist() == pytest.approx([2.5])


def test_two_losses_count_almost_alike() -> None:
    assert smoothed([1.0, 3.0])[1] == pytest.approx((0.98 * 1 + 3) / 1.98)


def test_no_loss_is_smoothed_to_nothing() -> None:
    assert smoothed([]).tolist() == []


@given(losses)
def test_a_smoothed_loss_is_the_weighted_mean_of_those_before_it(values: list[float]) -> None:
    weights = 0.98 ** np.arange(len(values))[::-1]
    assert smoothed(values)[-1] == pytest.approx(np.average(values, weights=weights), abs=1e-9)


@pytest.mark.parametrize("loss", [nan, inf])
def test_what_follows_a_diverged_loss_is_not_finite(loss: float) -> None:
    assert np.isfinite(smoothed([1.0, loss, 1.0])).tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("means", "index"),
    [
        ([1.0, 0.5, 2.0, 2.1, 1.0], 3),
        ([1.0, 0.5, 2.0], None),
        ([1.0, nan, 9.0], 1),
        ([1.0, inf], 1),
        ([nan], 0),
        ([-0.5, -0.4, -1.0], None),
        ([], None),
    ],
)
def test_a_test_stops_at_four_times_the_best(means: list[float], index: int | None) -> None:
    assert stop_index(np.array(means), 4.0) == index
