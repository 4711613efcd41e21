"""Where samples lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import trim_mean

from lehr.statistics.location import interquartile_mean


@pytest.mark.parametrize(
    ("sample", "mean"),
    [
        ([3], 3),
        ([1, 5], 3),
        ([1, 2, 9], 4),
        ([100, 1, 2, -100], 1.5),
        ([1, 2, 3, 4, 100], 3),
        ([8, 7, 6, 5, 4, 3, 2, -90], 4.5),
    ],
)
def test_a_quarter_is_left_out_at_either_end(sample: list[float], mean: float) -> None:
    assert interquartile_mean(np.array(sample, dtype=np.float64)) == mean


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_it_is_the_trimmed_mean_of_scipy(sample: list[float]) -> None:
    found = interquartile_mean(np.array(sample))
    assert found == pytest.approx(trim_mean(sample, 0.25), rel=1e-9, abs=1e-6)
