"""Histories of runs that differ by their seeds alone, as one curve with a band."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from lehr.schedules import FloatArray, StepArray

MOST_POINTS: Final = 1000
"""More epochs than these are drawn in so many groups of neighbours."""


class Band(NamedTuple):
    """What the runs of one configuration have measured; NaN where no run has a finite value."""

    label: str
    epochs: FloatArray
    """The first of each group."""
    mean: FloatArray
    """Of the finite values."""
    lowest: FloatArray
    highest: FloatArray
    runs: int
    diverged: int
    """How many of the runs have a value that is not finite."""


def banded(label: str, runs: Sequence[FloatArray]) -> Band:
    """Return the band of runs that each have a value an epoch, from the first epoch on."""
    length = max(map(len, runs))
    values = np.stack([_filled(run, length) for run in runs])
    starts = np.linspace(0, length, min(length, MOST_POINTS), endpoint=False).astype(int)
    counts = np.add.reduceat(np.isfinite(values).sum(axis=0), starts)
    total = np.add.reduceat(np.where(np.isfinite(values), values, 0).sum(axis=0), starts)
    return Band(
        label=label,
        epochs=starts + 1.0,
        mean=np.where(counts, total / np.maximum(counts, 1), np.nan),
        lowest=_lowest(values, starts),
        highest=-_lowest(-values, starts),
        runs=len(runs),
        diverged=sum(not np.isfinite(run).all() for run in runs),
    )


def _filled(run: FloatArray, length: int) -> FloatArray:
    return np.pad(run, (0, length - len(run)), constant_values=np.nan)


def _lowest(values: FloatArray, starts: StepArray) -> FloatArray:
    """Return the lowest finite value of each group of epochs."""
    lowest = np.where(np.isfinite(values), values, np.inf).min(axis=0)
    grouped = np.minimum.reduceat(lowest, starts)
    return np.where(np.isfinite(grouped), grouped, np.nan)
