"""The losses of a range test, followed as they come."""

from math import inf, nan

import numpy as np
import pytest

from lehr.experiments.range_test import Divergence, smoothed, stop_index

RISING = [*np.linspace(1, 0.5, 40).tolist(), *np.geomspace(0.5, 500, 40).tolist()]


@pytest.mark.parametrize(
    "losses",
    [
        RISING,
        RISING[:45],
        [*RISING[:9], nan, 1.0],
        [inf],
        [1.0] * 50,
        [-1.0] * 20,
        np.random.default_rng(1).normal(1, 0.3, 60).tolist(),
    ],
)
@pytest.mark.parametrize("length", [1, 7, 100])
def test_it_ends_in_the_epoch_in_which_the_whole_curve_does(
    losses: list[float], length: int
) -> None:
    divergence, epochs = Divergence(), range(0, len(losses), length)
    told = [divergence.reached(losses[first : first + length], 4.0) for first in epochs]
    whole = stop_index(smoothed(losses), 4.0)
    assert (told.index(True) if any(told) else None) == (None if whole is None else whole // length)


def test_no_losses_are_not_too_far() -> None:
    assert not Divergence().reached([], 4.0)
    assert stop_index(smoothed([]), 4.0) is None
