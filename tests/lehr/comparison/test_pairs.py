"""Configurations against each other, seed by seed."""

from collections.abc import Mapping, Sequence
from math import nan
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.comparison.answer import ComparedPair
from tests.lehr.comparison.results import codes, compared, result, results

unhurried = settings(deadline=None, max_examples=30)

BASE = [0.80, 0.90, 0.85, 0.70, 0.95, 0.75]
values = st.lists(st.integers(0, 20).map(lambda value: value / 20), min_size=6, max_size=6)


Reached = Mapping[float, Sequence[float]]
"""Values by momentum, of the seeds 0, 1, ..."""


def pair(values: Reached, metric: str = "val_accuracy") -> ComparedPair:
    [found] = compared(results(values, metric), metric).pairs
    return found


def test_runs_of_equal_seed_are_compared() -> None:
    found = pair({0: BASE, 0.9: [value + 0.01 for value in BASE]})
    assert (found.a, found.b, found.paired, found.n) == (0, 1, True, 6)
    assert found.difference == pytest.approx(0.01)
    assert found.interval == pytest.approx((0.01, 0.01))
    assert (found.p, found.p_holm, found.test) == (2 / 64, 2 / 64, "sign-flip permutation")
    assert (found.probability_of_improvement, found.seeds_needed) == (1, None)


def test_a_lower_loss_is_an_improvement_and_its_difference_is_below_0() -> None:
    found = pair({0: BASE, 0.9: [value - 0.01 for value in BASE]}, "loss")
    assert found.difference == pytest.approx(-0.01)
    assert found.probability_of_improvement == 1


def test_too_few_seeds_cannot_tell_and_say_how_many_more_would() -> None:
    comparison = compared(results({0: BASE[:5], 0.9: [value + 0.01 for value in BASE[:5]]}))
    [found] = comparison.pairs
    assert (found.p, found.seeds_needed) == (2 / 32, 1)
    [warning] = comparison.warnings
    assert warning.code == "few-seeds"
    assert warning.detail == "no p_holm of 1 pairs can fall to 0.05 with 5 seeds: that takes 6"


def test_a_small_difference_needs_many_seeds() -> None:
    noise = [0.02, -0.02, 0.02, -0.02, 0.03, 0.0]
    found = pair({0: BASE, 0.9: [v + by for v, by in zip(BASE, noise, strict=True)]})
    assert found.seeds_needed is not None
    assert found.seeds_needed > 100


def test_equal_configurations_are_told_apart_by_no_number_of_seeds() -> None:
    found = pair({0: BASE, 0.9: BASE})
    assert (found.difference, found.p, found.probability_of_improvement) == (0, 1, 0.5)
    assert found.seeds_needed is None


def test_one_common_seed_is_not_tested() -> None:
    found = pair({0: [0.5], 0.9: [0.75]})
    assert (found.n, found.difference, found.probability_of_improvement) == (1, 0.25, 1)
    assert (found.interval, found.p, found.p_holm, found.test) == (None, None, None, None)
    assert found.seeds_needed is None


def test_runs_without_common_seeds_are_compared_unpaired() -> None:
    runs = [result(0, seed, BASE[seed]) for seed in range(6)]
    runs += [result(0.9, 10 + seed, BASE[seed] + 0.01) for seed in range(4)]
    [found] = compared(runs).pairs
    assert (found.paired, found.n, found.test) == (False, 4, "label permutation")
    assert found.p is not None
    assert found.p > 0.5
    assert found.interval is not None
    assert found.seeds_needed is not None


def test_seeds_that_only_one_has_are_left_out_of_the_pair() -> None:
    runs = results({0: BASE, 0.9: BASE[:3]})
    assert compared(runs).pairs[0].n == 3


def test_a_diverged_run_loses_and_is_in_no_difference() -> None:
    found = pair({0: [0.5, 0.6, nan, nan], 0.9: [0.6, 0.7, 0.1, nan]})
    assert (found.a, found.n) == (0, 2)
    assert found.difference == pytest.approx(0.1)
    assert found.probability_of_improvement == (1 + 1 + 1 + 0.5) / 4


def test_where_all_diverged_there_is_no_difference() -> None:
    found = pair({0: [nan, nan], 0.9: [0.5, nan]})
    assert (found.n, found.difference, found.p) == (0, None, None)
    assert found.probability_of_improvement == 0.75


def test_p_is_corrected_for_every_pair_of_the_job() -> None:
    apart: Reached = {number: [value + number for value in BASE] for number in range(4)}
    found = compared(results(apart)).pairs
    assert len(found) == 6
    assert {each.p for each in found} == {2 / 64}
    assert {each.p_holm for each in found} == {6 * 2 / 64}


def test_of_many_configurations_the_best_are_paired() -> None:
    many: Reached = {number: [number + value for value in BASE] for number in range(30)}
    comparison = compared(results(many))
    assert (len(comparison.pairs), comparison.pairs_total) == (190, 435)
    assert {each.p_holm for each in comparison.pairs} == {1}
    assert codes(comparison) == {"pairs-left-out", "few-seeds"}


@unhurried
@given(values, values)
def test_a_pair_agrees_with_its_configurations(one: list[float], other: list[float]) -> None:
    comparison = compared(results({0: one, 0.9: other}))
    [found] = comparison.pairs
    best, second = (configuration.mean for configuration in comparison.configurations)
    assert best is not None
    assert second is not None
    assert found.difference is not None
    assert found.difference == pytest.approx(best - second)
    assert found.interval is not None
    assert found.interval[0] - 1e-9 <= found.difference <= found.interval[1] + 1e-9


def test_one_job_in_twenty_finds_a_difference_that_is_not_there() -> None:
    random, found = np.random.default_rng(3), 0
    for _ in range(300):
        noise = random.normal(size=(3, 8)).tolist()
        pairs = compared(results(dict(enumerate(noise)))).pairs
        found += any(each.p_holm is not None and each.p_holm <= 0.05 for each in pairs)
    assert found <= 0.08 * 300


@pytest.mark.parametrize(
    ("configurations", "seeds", "seconds"), [(64, 5, 1.0), (4096, 1, 3.0), (820, 5, 3.0)]
)
def test_wide_jobs_are_compared_quickly(configurations: int, seeds: int, seconds: float) -> None:
    random = np.random.default_rng(3)
    runs = results({number: random.normal(size=seeds) for number in range(configurations)})
    start = process_time()
    compared(runs)
    assert process_time() - start < seconds
