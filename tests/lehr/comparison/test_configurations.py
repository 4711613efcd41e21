"""Configurations by the runs of their seeds."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.comparison.answer import ComparedConfiguration
from lehr.experiments.lifecycle import Status
from lehr.experiments.results import Result
from tests.lehr.comparison.results import PATH, codes, compared, result, results

unhurried = settings(deadline=None, max_examples=30)

values = st.lists(st.integers(0, 20).map(lambda value: value / 20), min_size=3, max_size=3)


def only(*reached: float) -> ComparedConfiguration:
    [configuration] = compared(results({0: reached})).configurations
    return configuration


def ranks(runs: list[Result], metric: str = "val_accuracy") -> dict[float, int | None]:
    configurations = compared(runs, metric).configurations
    return {one.parameters[PATH]: one.rank for one in configurations}


def test_a_configuration_is_told_by_its_seeds() -> None:
    found = only(0.5, 0.75, 1.0, 0.75, 0.25)
    assert (found.n, found.mean, found.median) == (5, 0.65, 0.75)
    assert found.sd == pytest.approx(np.std([0.5, 0.75, 1.0, 0.75, 0.25], ddof=1))
    assert found.interquartile_mean == pytest.approx(2 / 3)
    assert found.interval is not None
    assert 0.25 <= found.interval[0] < 0.65 < found.interval[1] <= 1


def test_one_seed_says_nothing_of_its_spread() -> None:
    found = only(0.75)
    assert (found.n, found.mean, found.sd, found.interval, found.rank) == (1, 0.75, None, None, 1)


def test_the_best_comes_first() -> None:
    runs = results({0: [0.5, 0.7], 0.9: [0.9, 0.9], 0.5: [0.6, 0.6]})
    assert ranks(runs) == {0.9: 1, 0: 2, 0.5: 2}


def test_the_lowest_loss_comes_first() -> None:
    runs = results({0: [0.5, 0.7], 0.9: [0.9, 0.9], 0.5: [0.5, 0.6]}, "val_loss")
    assert ranks(runs, "val_loss") == {0.5: 1, 0: 2, 0.9: 3}


@pytest.mark.parametrize("worst", [nan, inf, -inf])
def test_diverged_runs_are_the_worst_and_in_no_mean(worst: float) -> None:
    comparison = compared(results({0: [0.9, worst], 0.5: [0.2, 0.4], 0.9: [worst, worst]}))
    steady, half, lost = comparison.configurations
    assert steady.mean == pytest.approx(0.3)
    assert steady.diverged == 0
    assert (half.n, half.mean, half.diverged, half.rank) == (1, 0.9, 1, 2)
    assert (lost.n, lost.mean, lost.sd, lost.diverged, lost.rank) == (0, None, None, 2, 3)
    assert "diverged-runs" in codes(comparison)


def test_a_finished_run_without_a_best_epoch_has_diverged() -> None:
    [found] = compared([result(0, 1, None), result(0, 2, 0.5)]).configurations
    assert (found.n, found.diverged, found.failed) == (1, 1, 0)


def test_equal_values_of_other_seeds_have_the_same_rank_and_interval() -> None:
    first, second = compared(results({0: [0.1, 0.2, 0.3], 0.9: [0.3, 0.1, 0.2]})).configurations
    assert first.rank == second.rank == 1
    assert (first.mean, first.interval) == (second.mean, second.interval)


def test_only_runs_that_have_succeeded_count() -> None:
    runs = [
        result(0, 1, 0.5),
        result(0, 2, 0.9, Status.RUNNING),
        result(0, 3, None, Status.QUEUED),
        result(0, 4, 0.9, Status.FAILED),
        result(0, 5, None, Status.CANCELLED),
    ]
    comparison = compared(runs)
    [found] = comparison.configurations
    assert (found.n, found.mean, found.unfinished, found.failed) == (1, 0.5, 2, 2)
    assert codes(comparison) == {"unfinished-runs", "failed-runs"}


def test_a_configuration_without_a_finished_run_has_no_rank() -> None:
    runs = [result(0, 1, 0.9, Status.RUNNING), result(0.5, 1, 0.1)]
    assert ranks(runs) == {0.5: 1, 0: None}


def test_a_job_without_any_finished_run_is_told_as_it_is() -> None:
    comparison = compared([result(0, 1, None, Status.QUEUED)])
    assert (comparison.pairs, comparison.pairs_total) == ([], 0)
    assert comparison.configurations[0].rank is None


def test_parameters_in_another_order_are_the_same_configuration() -> None:
    runs = [
        Result({"a": 1, "b": 2}, 1, Status.SUCCEEDED, {"loss": 1.0}),
        Result({"b": 2, "a": 1}, 2, Status.SUCCEEDED, {"loss": 3.0}),
    ]
    [found] = compared(runs, "loss").configurations
    assert (found.n, found.mean) == (2, 2.0)


@unhurried
@given(values, values, values, st.permutations(range(9)))
def test_the_order_of_runs_does_not_matter(
    one: list[float], other: list[float], third: list[float], order: list[int]
) -> None:
    runs = results({0: one, 0.5: [value + 2 for value in other], 0.9: [v + 4 for v in third]})
    assert compared(runs) == compared([runs[place] for place in order])
