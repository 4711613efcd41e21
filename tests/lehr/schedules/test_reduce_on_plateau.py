"""A rate that falls on plateaus."""

from math import inf, nan

import pytest

from lehr.schedules import ReduceOnPlateau


def halved(metric: list[float], **parameters: object) -> list[float]:
    """Return the rates of a schedule that begins with 1 and halves, two epochs of patience."""
    schedule = ReduceOnPlateau.model_validate(
        {"initial_learning_rate": 1.0, "factor": 0.5, "patience": 2, **parameters}
    )
    return list(map(float, schedule.replay(metric)))


def test_the_rate_falls_after_so_many_epochs_without_improvement() -> None:
    assert halved([5, 5, 5, 5, 5, 5]) == [1, 1, 1, 0.5, 0.5, 0.25]


def test_an_improvement_renews_the_patience() -> None:
    assert halved([5, 5, 4, 4, 3, 3]) == [1] * 6


def test_a_change_of_no_more_than_min_delta_is_no_improvement() -> None:
    assert halved([5, 4.5, 4, 4], min_delta=1) == [1, 1, 1, 0.5]
    assert halved([5, 4.5, 3.5, 4], min_delta=1) == [1, 1, 1, 1]


def test_higher_is_better_where_the_mode_says_so() -> None:
    assert halved([5, 6, 7, 8], mode="max") == [1] * 4
    assert halved([5, 4, 3, 3], mode="max") == [1, 1, 1, 0.5]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_relative_change_is_measured_by_the_size_of_the_best(sign: int) -> None:
    best = 100.0 * sign
    assert halved([best, best - 9, best - 9, 0], relative=True, min_delta=0.1)[3] == 0.5
    assert halved([best, best - 11, best - 11, 0], relative=True, min_delta=0.1)[3] == 1


def test_the_epochs_of_a_cooldown_do_not_count() -> None:
    assert halved([5] * 8, cooldown=2) == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25]


def test_a_best_in_a_cooldown_is_the_best() -> None:
    assert halved([5, 5, 5, 1, 4, 4, 4], cooldown=1) == [1, 1, 1, 0.5, 0.5, 0.5, 0.25]


def test_the_rate_does_not_fall_below_its_least() -> None:
    assert halved([5] * 8, min_learning_rate=0.4) == [1, 1, 1, 0.5, 0.5, 0.4, 0.4, 0.4]


def test_a_rate_below_its_least_stays() -> None:
    assert halved([5] * 4, min_learning_rate=2) == [1] * 4


def test_what_is_no_number_never_improves() -> None:
    assert halved([nan, nan, 5, 4, 3]) == [1, 1, 0.5, 0.5, 0.5]


@pytest.mark.parametrize("relative", [True, False])
@pytest.mark.parametrize(("mode", "sign"), [("min", 1), ("max", -1)])
def test_infinity_is_the_worst_there_is(mode: str, sign: int, *, relative: bool) -> None:
    metric = [sign * inf, 5, 5, sign * inf]
    assert halved(metric, mode=mode, relative=relative) == [1, 1, 1, 1]
    assert halved([*metric, 5], mode=mode, relative=relative)[-1] == 0.5
