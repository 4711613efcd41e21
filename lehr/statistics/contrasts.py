"""Two samples against each other: pair by pair where they are paired, else as they are."""

from dataclasses import dataclass
from math import inf, sqrt
from typing import TypeAlias

import numpy as np

from .power import size_needed
from .resampling import difference_interval
from .samples import Interval, Sample
from .significance import (
    Significance,
    least_paired_p,
    least_unpaired_p,
    paired_significance,
    unpaired_significance,
)


@dataclass(frozen=True)
class Paired:
    """Samples of which each value of one belongs to a value of the other."""

    differences: Sample
    """Of the pairs: one value less the other."""

    @property
    def size(self) -> int:
        """How many pairs there are."""
        return len(self.differences)

    @property
    def difference(self) -> float:
        """The mean difference."""
        return float(self.differences.mean())

    def significance(self) -> Significance:
        """Test whether there is a difference."""
        return paired_significance(self.differences)

    def size_needed(self, level: float) -> int | None:
        """Return how many pairs would tell; None where no number is known to."""
        effect = _effect(self.difference, float(self.differences.std(ddof=1)))
        return size_needed(effect, level, samples=1, least_p=least_paired_p)


@dataclass(frozen=True)
class Unpaired:
    """Samples that have nothing to do with each other."""

    one: Sample
    other: Sample

    @property
    def size(self) -> int:
        """How many values the smaller sample has."""
        return min(len(self.one), len(self.other))

    @property
    def difference(self) -> float:
        """The difference of the means."""
        return float(self.one.mean() - self.other.mean())

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the difference."""
        return difference_interval(self.one, self.other)

    def significance(self) -> Significance:
        """Test whether there is a difference."""
        return unpaired_significance(self.one, self.other)

    def size_needed(self, level: float) -> int | None:
        """Return how many values of each sample would tell; None where no number is known to."""
        spread = sqrt((self.one.var(ddof=1) + self.other.var(ddof=1)) / 2)
        effect = _effect(self.difference, spread)
        return size_needed(effect, level, samples=2, least_p=least_unpaired_p)


Contrast: TypeAlias = Paired | Unpaired


def paired_improvement(one: Sample, other: Sample) -> float:
    """Return in which part of the pairs `one` is higher; a tie is half a pair."""
    return _share_won(one, other)


def unpaired_improvement(one: Sample, other: Sample) -> float:
    """Return in which part of all combinations `one` is higher; a tie is half a combination."""
    return _share_won(one[:, None], other[None, :])


def _share_won(one: Sample, other: Sample) -> float:
    return float(np.mean((one > other) + 0.5 * (one == other)))


def _effect(difference: float, spread: float) -> float:
    if difference == 0:
        return 0.0
    return abs(difference) / spread if spread else inf
