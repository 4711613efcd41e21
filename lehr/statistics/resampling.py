"""Intervals of means from resampling (Efron 1979), widened as small samples need it."""

from collections.abc import Iterator, Sequence
from math import ceil, sqrt
from typing import Final

import numpy as np
from scipy.special import ndtr, stdtrit

from .samples import Interval, Sample

LEVEL: Final = 0.95
FEWEST: Final = 2
"""Fewer values do not tell how far they vary."""
RESAMPLES: Final = 9_999
ROWS_AT_ONCE: Final = 256
DRAWS_AT_ONCE: Final = 1_000_000


def mean_intervals(samples: Sequence[Sample]) -> list[Interval | None]:
    """Return the 95 % interval of each sample's mean, None for fewer than two values.

    Equal samples have equal intervals, whatever stands beside them.
    """
    found: dict[int, Interval] = {}
    for size in {len(sample) for sample in samples} - {0, 1}:
        places = [place for place, sample in enumerate(samples) if len(sample) == size]
        rows = np.stack([samples[place] for place in places])
        found |= zip(places, _intervals(rows), strict=True)
    return [found.get(place) for place in range(len(samples))]


def difference_interval(one: Sample, other: Sample) -> Interval | None:
    """Return the 95 % interval of the difference of two independent samples' means."""
    smaller = min(len(one), len(other))
    if smaller < FEWEST:
        return None
    means = _resampled_means(one[None], stream=0) - _resampled_means(other[None], stream=1)
    [interval] = _ends(means, smaller)
    return interval


def _intervals(rows: Sample) -> Iterator[Interval]:
    for block in np.array_split(rows, ceil(len(rows) / ROWS_AT_ONCE)):
        yield from _ends(_resampled_means(block, stream=0), rows.shape[1])


def _ends(means: Sample, size: int) -> list[Interval]:
    """Return the quantiles of resampled means (rows, resamples) between which 95 % are to lie.

    Percentiles alone are too narrow by sqrt((n - 1) / n) and by the normal's lack of tails; theirs
    are those of Student's t (Hesterberg 2015, the expanded percentile interval).
    """
    tail = ndtr(-sqrt(size / (size - 1)) * stdtrit(size - 1, (1 + LEVEL) / 2))
    lower, upper = np.quantile(means, [tail, 1 - tail], axis=1)
    return list(zip(lower.tolist(), upper.tolist(), strict=True))


def _resampled_means(rows: Sample, *, stream: int) -> Sample:
    """Return the means of resamples of each row: (rows, resamples)."""
    size, random = rows.shape[1], np.random.default_rng(stream)
    centres = rows.mean(axis=1, keepdims=True)
    at_once = max(1, DRAWS_AT_ONCE // size)
    counts = [min(at_once, RESAMPLES - done) for done in range(0, RESAMPLES, at_once)]
    drawn = [(rows - centres) @ _drawn(random, count, size).T / size for count in counts]
    means: Sample = centres + np.hstack(drawn)
    return means


def _drawn(random: np.random.Generator, resamples: int, size: int) -> Sample:
    """Return how often each of `size` values is in each resample: (resamples, size)."""
    draws = random.integers(size, size=(resamples, size)) + size * np.arange(resamples)[:, None]
    counts = np.bincount(draws.ravel(), minlength=resamples * size)
    return counts.reshape(resamples, size).astype(np.float64)
