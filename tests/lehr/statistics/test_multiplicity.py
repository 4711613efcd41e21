"""Holm's correction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lehr.statistics.multiplicity import holm
from lehr.statistics.samples import Sample

p_values = arrays(np.float64, st.integers(1, 12), elements=st.floats(0, 1))


def test_four_p_values_are_adjusted_step_by_step() -> None:
    """0.005 x 4, 0.01 x 3, then 0.03 x 2, and 0.04 x 1 is not below what came before it."""
    adjusted = holm(np.array([0.01, 0.04, 0.03, 0.005]), 4)
    assert adjusted.tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_p_values_that_are_not_shown_count_too() -> None:
    assert holm(np.array([0.001, 0.01]), 10).tolist() == pytest.approx([0.01, 0.09])


def test_no_p_value_exceeds_1() -> None:
    assert holm(np.array([0.5, 0.9]), 2).tolist() == [1, 1]


def test_nothing_is_adjusted_to_nothing() -> None:
    assert holm(np.array([]), 0).tolist() == []


@given(p_values)
def test_it_lies_between_no_correction_and_bonferroni_s(values: Sample) -> None:
    adjusted = holm(values, len(values))
    assert (adjusted >= values).all()
    assert (adjusted <= np.minimum(values * len(values), 1)).all()


@given(p_values)
def test_it_keeps_the_order(values: Sample) -> None:
    assert (np.diff(holm(values, len(values))[np.argsort(values)]) >= 0).all()


def test_one_family_in_twenty_has_a_finding_that_is_not_there() -> None:
    """Also where only the three lowest of ten p-values are looked at."""
    families = np.sort(np.random.default_rng(3).uniform(size=(4000, 10)))[:, :3]
    found = np.mean([holm(family, 10).min() <= 0.05 for family in families])
    assert 0.04 <= found <= 0.06
