"""Two samples against each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lehr.statistics.contrasts import (
    Contrast,
    Paired,
    Unpaired,
    paired_improvement,
    unpaired_improvement,
)
from lehr.statistics.samples import Sample

unhurried = settings(deadline=None, max_examples=30)

samples = arrays(np.float64, 6, elements=st.integers(0, 5).map(float))
ONE, OTHER = np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 5.0])


def test_pairs_differ_by_their_mean_difference() -> None:
    contrast = Paired(np.array([1.0, 2.0, 6.0]))
    assert (contrast.size, contrast.difference) == (3, 3)


def test_samples_differ_by_their_means() -> None:
    contrast = Unpaired(np.array([1.0, 2.0, 6.0]), np.array([1.0, 2.0]))
    assert (contrast.size, contrast.difference) == (2, 1.5)


def test_pairs_that_vary_less_need_fewer() -> None:
    varied, steady = (Paired(np.array([1 - by, 1, 1 + by])) for by in (2, 1))
    assert varied.size_needed(0.05) == 34
    assert steady.size_needed(0.05) == 10


def test_samples_that_vary_need_more_than_pairs_that_vary_as_much() -> None:
    values = np.array([-1.0, 0.0, 1.0])
    assert Unpaired(values + 1, values).size_needed(0.05) == 17


@pytest.mark.parametrize(
    "contrast", [Paired(np.zeros(3)), Unpaired(ONE, ONE), Paired(np.array([-1.0, 1.0]))]
)
def test_no_number_is_known_to_find_no_difference(contrast: Paired | Unpaired) -> None:
    assert contrast.size_needed(0.05) is None


def test_a_tie_is_half_an_improvement() -> None:
    assert paired_improvement(ONE, OTHER) == 0.5
    assert unpaired_improvement(ONE, OTHER) == (1 + 1.5 + 2) / 9


@unhurried
@given(samples, samples)
def test_what_one_gains_the_other_loses(one: Sample, other: Sample) -> None:
    for improvement in (paired_improvement, unpaired_improvement):
        assert improvement(one, other) + improvement(other, one) == pytest.approx(1)


@unhurried
@given(samples, samples)
def test_contrasts_are_the_same_from_either_side(one: Sample, other: Sample) -> None:
    sides: list[tuple[Contrast, Contrast]] = [
        (Paired(one - other), Paired(other - one)),
        (Unpaired(one, other), Unpaired(other, one)),
    ]
    for there, back in sides:
        assert back.difference == pytest.approx(-there.difference)
        assert back.significance().p == pytest.approx(there.significance().p)
        assert back.size_needed(0.05) == there.size_needed(0.05)
