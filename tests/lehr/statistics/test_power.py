"""Sizes that find a difference."""

from math import inf

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from lehr.statistics.power import size_needed, smallest_size
from lehr.statistics.significance import least_paired_p, least_unpaired_p


@pytest.mark.parametrize(("effect", "pairs"), [(0.2, 199), (0.5, 34), (0.8, 15), (1.0, 10)])
def test_pairs_needed_are_those_of_tables_of_the_t_test(effect: float, pairs: int) -> None:
    """Cohen's effects at 5 % and 80 %, exact by the noncentral t distribution."""
    assert size_needed(effect, 0.05, samples=1, least_p=least_paired_p) == pairs


@pytest.mark.parametrize(("effect", "size"), [(0.2, 394), (0.5, 64), (0.8, 26), (1.0, 17)])
def test_values_needed_of_two_samples_are_those_of_tables(effect: float, size: int) -> None:
    assert size_needed(effect, 0.05, samples=2, least_p=least_unpaired_p) == size


def test_a_difference_without_spread_needs_what_the_test_itself_needs() -> None:
    assert size_needed(inf, 0.05, samples=1, least_p=least_paired_p) == 6


def test_no_effect_is_never_found() -> None:
    assert size_needed(0, 0.05, samples=1, least_p=least_paired_p) is None


@pytest.mark.parametrize(("level", "size"), [(0.5, 2), (0.05, 6), (0.05 / 2016, 17)])
def test_a_p_value_is_as_low_as_a_level_from_a_size_on(level: float, size: int) -> None:
    assert smallest_size(level, least_paired_p) == size
    assert least_paired_p(size) <= level < least_paired_p(size - 1)


def test_four_of_five_samples_of_that_size_find_the_effect() -> None:
    size = size_needed(0.6, 0.05, samples=1, least_p=least_paired_p)
    assert size is not None
    samples = np.random.default_rng(3).normal(0.6, 1, (4000, size))
    assert np.mean(ttest_1samp(samples, 0, axis=1).pvalue <= 0.05) == pytest.approx(0.8, abs=0.03)
