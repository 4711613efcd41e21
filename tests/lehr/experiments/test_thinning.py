"""A thinned history is short and hides nothing."""

from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers, lists

from lehr.experiments.thinning import thinned


def rows(losses: list[float]) -> list[dict[str, float]]:
    return [
        {"epoch": epoch, "learning_rate": 1 / epoch, "loss": loss}
        for epoch, loss in enumerate(losses, 1)
    ]


def losses(kept: object) -> list[float]:
    assert isinstance(kept, list)
    return [row["loss"] for row in kept]


def test_every_row_stays_without_points() -> None:
    every = rows([0.0] * 1000)
    assert thinned(every, None) is every


def test_every_row_stays_where_there_are_no_more_than_points() -> None:
    every = rows([0.0] * 10)
    assert thinned(every, 10) is every


def test_nothing_is_thinned_to_nothing() -> None:
    assert thinned([], 2) == []


@given(lists(floats(), min_size=1, max_size=200), integers(2, 50))
def test_rows_stay_as_they_are_in_their_order(values: list[float], points: int) -> None:
    every = rows(values)
    kept = thinned(every, points)
    assert all(any(row is one for one in every) for row in kept)
    epochs = [row["epoch"] for row in kept]
    assert epochs == sorted(set(epochs))


@given(lists(floats(), min_size=1, max_size=200), integers(2, 50))
def test_the_first_and_the_last_row_stay(values: list[float], points: int) -> None:
    every = rows(values)
    kept = thinned(every, points)
    assert (kept[0], kept[-1]) == (every[0], every[-1])


@given(lists(floats(allow_nan=False), min_size=1, max_size=200), integers(2, 50))
def test_the_extremes_of_all_stay(values: list[float], points: int) -> None:
    shown = losses(list(thinned(rows(values), points)))
    assert (min(shown), max(shown)) == (min(values), max(values))


@pytest.mark.parametrize("points", [2, 10, 100, 1000])
def test_about_as_many_rows_stay_as_asked_for(points: int) -> None:
    values = [float((number * 7919) % 10_007) for number in range(10_000)]
    columns_and_ends = 2 * 2 + 2
    assert len(thinned(rows(values), points)) <= points + columns_and_ends


@pytest.mark.parametrize("peak", [inf, -inf, nan])
def test_a_single_odd_value_is_not_hidden(peak: float) -> None:
    values = [1.0] * 1000
    values[567] = peak
    shown = losses(list(thinned(rows(values), 4)))
    assert any(isnan(loss) if isnan(peak) else loss == peak for loss in shown)
