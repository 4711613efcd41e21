"""Rates that the curve of a range test suggests, by the rules that fastai's `lr_find` has."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

BEGINNING: Final = 10
"""A tenth of the updates is left out at the beginning, where the mean is of few losses."""
END: Final = 5
"""So many updates are left out at the end, where the loss runs away."""
WINDOW: Final = 15
SLIDE: Final = 0.005
"""Loss an update: slopes that differ by more are of a slide."""


class RangeCurve(NamedTuple):
    """The part of a range test that suggestions are made from."""

    learning_rates: Values
    losses: Values
    """Smoothed, all finite."""

    @classmethod
    def of(cls, learning_rates: Values, means: Values, stopped_at: int | None) -> Self:
        """Leave out the beginning, the end, and what lies behind the stop."""
        stop = len(means) if stopped_at is None else stopped_at
        kept = slice(stop // BEGINNING, max(stop - END, 0))
        return cls(learning_rates[kept], means[kept])


class Rule(NamedTuple):
    """One way to a rate."""

    suggest: Callable[[RangeCurve], float | None]
    definition: str
    absence: str
    """Why there is no suggestion, where there is none."""


def valley(curve: RangeCurve) -> float | None:
    """Return the rate halfway down the longest falling sequence of losses, not all adjacent."""
    tails: list[float] = []
    lengths = [_extended(tails, -loss) for loss in curve.losses.tolist()]
    longest = max(lengths, default=0)
    if longest <= 1:
        return None
    third = longest / 3
    place = lengths.index(longest) - longest + int(third) + int(third / 2)
    return float(curve.learning_rates[max(place, 0)])


def steep(curve: RangeCurve) -> float | None:
    """Return the rate from which on the loss falls most per logarithm of the rate."""
    if len(curve.losses) <= 1:
        return None
    slopes = np.diff(curve.losses) / np.diff(np.log(curve.learning_rates))
    steepest = int(slopes.argmin())
    return float(curve.learning_rates[steepest]) if slopes[steepest] < 0 else None


def minimum(curve: RangeCurve) -> float | None:
    """Return a tenth of the rate at the lowest loss."""
    lowest = int(curve.losses.argmin()) if len(curve.losses) else 0
    return float(curve.learning_rates[lowest]) / 10 if lowest else None


def slide(curve: RangeCurve) -> float | None:
    """Return the rate at the left of the final slide.

    A window of 15 updates moves from the end to the left, as long as the slopes at its ends differ
    by more than 0.005; the rate is that of the left end of the last such window.
    """
    if len(curve.losses) <= WINDOW:
        return None
    slopes = np.gradient(curve.losses)
    differing = np.abs(slopes[WINDOW:] - slopes[:-WINDOW]) > SLIDE
    level = np.flatnonzero(~differing)
    left = int(level[-1]) + 1 if len(level) else 0
    return float(curve.learning_rates[left]) if 0 < left < len(differing) else None


RULES: Final[Mapping[str, Rule]] = {
    "valley": Rule(
        valley,
        "halfway down the longest sequence of falling smoothed losses",
        "the smoothed loss never falls",
    ),
    "steep": Rule(
        steep,
        "where the smoothed loss falls most per logarithm of the rate",
        "the smoothed loss never falls",
    ),
    "minimum": Rule(
        minimum,
        "a tenth of the rate at the lowest smoothed loss",
        "the smoothed loss is never below that of the first update looked at",
    ),
    "slide": Rule(
        slide,
        "left end of the last windows of 15 updates whose slopes differ by more than 0.005",
        "there is no slide at the end, or nothing level before it",
    ),
}
"""By the names of fastai's functions."""


def _extended(tails: list[float], value: float) -> int:
    """Return the length of the longest rising sequence that ends in `value`.

    `tails` has the lowest end of the sequences of each length so far, and takes the value in.
    """
    place = bisect_left(tails, value)
    tails[place : place + 1] = [value]
    return place + 1
