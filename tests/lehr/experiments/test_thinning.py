"""A thinned history is short and hides nothing."""

from math import inf, isnan, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers, lists

from lehr.experiments.thinning import Columns, thinned

LOSSES = lists(floats(), min_size=1, max_size=200)


def histories(*runs: list[float]) -> Columns:
    """Make the histories of runs with these losses."""
    losses = np.array([loss for run in runs for loss in run])
    epochs = np.array([epoch for run in runs for epoch in range(1, len(run) + 1)], dtype=float)
    values = {"epoch": epochs, "learning_rate": 1 / epochs, "loss": losses}
    return Columns(values, np.array([len(run) for run in runs]))


def shown(columns: Columns) -> list[list[float]]:
    return [run["loss"] for run in columns.runs]


def same(one: Any, other: Any) -> bool:
    return np.array_equal(np.array(one), np.array(other), equal_nan=True)


def test_every_row_stays_without_points() -> None:
    every = histories([0.0] * 1000)
    assert thinned(every, None) is every


def test_every_row_stays_where_there_are_no_more_than_points() -> None:
    every = histories([0.0] * 10, [0.0] * 3)
    assert thinned(every, 10) is every


def test_nothing_is_thinned_to_nothing() -> None:
    assert shown(thinned(histories([], []), 2)) == [[], []]


@given(LOSSES, integers(2, 50))
def test_rows_stay_as_they_are_in_their_order(values: list[float], points: int) -> None:
    (kept,) = thinned(histories(values), points).runs
    places = [int(epoch) - 1 for epoch in kept["epoch"]]
    assert places == sorted(set(places))
    assert same(kept["loss"], [values[place] for place in places])


@given(LOSSES, integers(2, 50))
def test_the_first_and_the_last_row_stay(values: list[float], points: int) -> None:
    (kept,) = thinned(histories(values), points).runs
    assert (kept["epoch"][0], kept["epoch"][-1]) == (1, len(values))


@given(lists(floats(allow_nan=False), min_size=1, max_size=200), integers(2, 50))
def test_the_extremes_of_all_stay(values: list[float], points: int) -> None:
    (losses,) = shown(thinned(histories(values), points))
    assert (min(losses), max(losses)) == (min(values), max(values))


@given(lists(LOSSES, min_size=1, max_size=5), integers(2, 50))
def test_each_run_is_thinned_as_if_it_were_alone(runs: list[list[float]], points: int) -> None:
    together = shown(thinned(histories(*runs), points))
    alone = [shown(thinned(histories(run), points))[0] for run in runs]
    assert all(map(same, together, alone))


@pytest.mark.parametrize("points", [2, 10, 100, 1000])
def test_about_as_many_rows_stay_as_asked_for(points: int) -> None:
    values = [float((number * 7919) % 10_007) for number in range(10_000)]
    ends = 2
    smallest = 2 * 2
    (losses,) = shown(thinned(histories(values), points))
    assert len(losses) <= max(points, smallest) + ends


@pytest.mark.parametrize("peak", [inf, -inf, nan])
def test_a_single_odd_value_is_not_hidden(peak: float) -> None:
    values = [1.0] * 1000
    values[567] = peak
    (losses,) = shown(thinned(histories(values), 4))
    assert any(isnan(loss) if isnan(peak) else loss == peak for loss in losses)
