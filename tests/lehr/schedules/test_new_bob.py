"""A rate that falls when a metric improves too little."""

from math import inf, nan

import pytest

from lehr.schedules import NewBob


def halved(metric: list[float], patience: int = 0) -> list[float]:
    schedule = NewBob(initial_learning_rate=1, factor=0.5, threshold=0.1, patience=patience)
    return list(map(float, schedule.replay(metric)))


def test_the_rate_falls_after_too_little_improvement_on_the_epoch_before() -> None:
    assert halved([10, 8, 7.5, 5, 5.5]) == [1, 1, 1, 0.5, 0.5]


def test_the_epoch_before_counts_and_not_the_best() -> None:
    assert halved([10, 20, 15, 15]) == [1, 1, 0.5, 0.5]


def test_patience_forgives_and_only_a_reduction_renews_it() -> None:
    assert halved([10, 10, 5, 5, 5, 5], patience=1) == [1, 1, 1, 1, 0.5, 0.5]


def test_from_nothing_there_is_no_improvement() -> None:
    assert halved([0, -5, -9]) == [1, 1, 0.5]


@pytest.mark.parametrize("metric", [nan, inf])
def test_what_cannot_be_compared_reduces_nothing(metric: float) -> None:
    assert halved([metric, metric, metric]) == [1, 1, 1]
