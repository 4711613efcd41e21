"""Two-sided p-values: exact ones of the means for small samples, else of the ranks."""

from functools import lru_cache
from math import comb, inf
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import mannwhitneyu, permutation_test, wilcoxon

from .samples import Sample

MOST_FLIPPED: Final = 13
"""SciPy would look at every choice for the ranks too, a hundred times as slowly."""
MOST_RELABELLED: Final = 10_000
DIGITS: Final = 4
"""Of the largest difference; values come in float32, and further digits may be its rounding."""


class Significance(NamedTuple):
    """A p-value and the test that it is of."""

    p: float
    test: str


def paired_significance(differences: Sample) -> Significance:
    """Test whether the differences of pairs lie around 0.

    Pairs without a difference tell nothing. Of up to 13 others every choice of signs is looked at
    (Fisher 1935, section 21), of more the signed ranks (Wilcoxon 1945).
    """
    told = differences[differences != 0]
    if len(told) <= MOST_FLIPPED:
        return Significance(_flipped(told), "sign-flip permutation")
    return Significance(_ranked(told), "Wilcoxon signed-rank")


def unpaired_significance(one: Sample, other: Sample) -> Significance:
    """Test whether two independent samples are of one distribution.

    Up to 10,000 ways to share the values out are all looked at (Pitman 1937); of more, the ranks
    (Mann and Whitney 1947).
    """
    if comb(len(one) + len(other), len(one)) <= MOST_RELABELLED:
        found = permutation_test((one, other), _difference, vectorized=True, n_resamples=inf)
        return Significance(float(found.pvalue), "label permutation")
    return Significance(float(mannwhitneyu(one, other).pvalue), "Mann-Whitney U")


def least_paired_p(pairs: int) -> float:
    """Return the lowest p that so many pairs can have."""
    return 2.0 ** (1 - pairs)


def least_unpaired_p(size: int) -> float:
    """Return the lowest p that two samples of this size can have."""
    return 2 / comb(2 * size, size)


def _flipped(differences: Sample) -> float:
    sums = np.abs(_signs(len(differences)) @ differences)
    rounding = 10.0**-DIGITS * np.abs(differences).max(initial=0)
    return float((sums >= sums[0] - rounding).mean())


def _ranked(differences: Sample) -> float:
    rounded = np.round(differences / np.abs(differences).max(), DIGITS)
    return float(wilcoxon(rounded).pvalue)


@lru_cache(MOST_FLIPPED + 1)
def _signs(size: int) -> Sample:
    """Return all signs (choices, size) of so many values, the first row without a change.

    A choice and its opposite give sums of the same size: the last sign stays as it is.
    """
    choices = np.arange(2 ** max(size - 1, 0))[:, None]
    return (1 - 2 * (choices >> np.arange(size) & 1)).astype(np.float64)


def _difference(one: Sample, other: Sample, axis: int) -> Sample:
    difference: Sample = one.mean(axis) - other.mean(axis)
    return difference
