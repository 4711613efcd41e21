"""Tests give the p-values of their definitions."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import permutation_test

from lehr.statistics.samples import Sample
from lehr.statistics.significance import (
    least_paired_p,
    least_unpaired_p,
    paired_significance,
    unpaired_significance,
)

unhurried = settings(deadline=None, max_examples=30)

DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
"""Crossed less self-fertilised maize in eighths of an inch (Fisher 1935, table 3)."""

differences = arrays(np.float64, st.integers(2, 10), elements=st.integers(-9, 9).map(float))


def sample(*values: float) -> Sample:
    return np.array(values, dtype=np.float64)


@pytest.mark.parametrize(
    ("values", "p"),
    [
        ([1], 1),
        ([1, 2], 1 / 2),
        ([1, 2, 3, 4, 5], 2 / 32),
        ([1, 2, 3, 4, 5, 6], 2 / 64),
        ([-1, 2, 3, 4, 5], 4 / 32),
        ([0, 0, 1, 2, 3, 4, 5], 2 / 32),
        ([0, 0, 0], 1),
        ([1, -1], 1),
    ],
)
def test_signs_are_flipped_in_every_way(values: list[float], p: float) -> None:
    assert paired_significance(sample(*values)) == (p, "sign-flip permutation")


@unhurried
@given(differences)
def test_flipped_signs_give_the_p_of_scipy(values: Sample) -> None:
    usual = permutation_test(
        (values,), np.sum, permutation_type="samples", n_resamples=inf, vectorized=True
    )
    assert paired_significance(values).p == pytest.approx(usual.pvalue)


@unhurried
@given(differences)
def test_a_test_does_not_depend_on_the_direction(values: Sample) -> None:
    assert paired_significance(values) == paired_significance(-values)


def test_many_pairs_are_tested_by_signed_ranks() -> None:
    """With the ranks 1, 2 and 3 negative, 14 choices of signs are as extreme, and 14 opposites."""
    found = paired_significance(sample(-1, -2, -3, *range(4, 15)))
    sums_up_to_6 = 14  # of different ranks: {}, 1, ..., 6, 1 + 2, ..., 2 + 4, 1 + 2 + 3
    assert found.test == "Wilcoxon signed-rank"
    assert found.p == pytest.approx(2 * sums_up_to_6 / 2**14)


def test_darwin_s_plants_have_their_published_p() -> None:
    found = paired_significance(sample(*DARWIN))
    assert found.test == "Wilcoxon signed-rank"
    assert found.p == pytest.approx(0.0413, abs=0.0001)


@pytest.mark.parametrize("size", [8, 20])
def test_rounding_to_float32_does_not_break_ties(size: int) -> None:
    """Accuracies are counts over rows, in float32."""
    counts = np.random.default_rng(4).integers(104, 112, (2, size))
    one, other = (counts / 116).astype(np.float32).astype(np.float64)
    exact = (counts[0] - counts[1]).astype(np.float64)
    assert len(np.unique(np.abs(one - other))) > len(np.unique(np.abs(exact)))
    assert paired_significance(one - other) == paired_significance(exact)


def test_unpaired_values_are_relabelled_in_every_way() -> None:
    found = unpaired_significance(sample(1, 2, 3), sample(4, 5, 6, 7))
    assert found.test == "label permutation"
    assert found.p == pytest.approx(2 / 35)


def test_many_unpaired_values_are_tested_by_ranks() -> None:
    one, other = np.arange(20.0), np.arange(20.0) + 100
    found = unpaired_significance(one, other)
    assert found.test == "Mann-Whitney U"
    assert found.p < 1e-6


@pytest.mark.parametrize("size", [2, 5, 6, 13])
def test_the_lowest_p_is_that_of_differences_of_one_direction(size: int) -> None:
    assert least_paired_p(size) == paired_significance(np.arange(1.0, size + 1)).p


@pytest.mark.parametrize("size", [2, 4, 6])
def test_the_lowest_unpaired_p_is_that_of_samples_apart(size: int) -> None:
    one = np.arange(float(size))
    assert least_unpaired_p(size) == pytest.approx(unpaired_significance(one, one + 100).p)


@pytest.mark.parametrize("size", [6, 20])
def test_one_test_in_twenty_finds_what_is_not_there(size: int) -> None:
    samples = np.random.default_rng(3).normal(size=(1000, size))
    found = np.mean([paired_significance(values).p <= 0.05 for values in samples])
    assert 0.02 <= found <= 0.065
