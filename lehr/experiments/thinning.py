"""Show fewer rows of histories without hiding what happened in them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


class Columns(NamedTuple):
    """The histories of several runs, one after the other."""

    values: Mapping[str, Numbers]
    """By name (rows,); the first column counts the rows of a run."""
    lengths: Numbers
    """How many rows each run has."""

    @property
    def runs(self) -> list[dict[str, list[float]]]:
        """The columns of each run."""
        ends = np.cumsum(self.lengths)[:-1]
        parts = {name: np.split(column, ends) for name, column in self.values.items()}
        return [
            {name: part[place].tolist() for name, part in parts.items()}
            for place in range(len(self.lengths))
        ]


def thinned(columns: Columns, points: int | None) -> Columns:
    """Keep the lowest and the highest value of every column in about `points` rows a run.

    A run's rows are cut into buckets of equal length; of each stay the extremes of every column (a
    value that is not a number counts as the highest), and always the first and last row of a run.
    """
    if points is None or not (columns.lengths > points).any():
        return columns
    counter, *measured = columns.values
    run = np.repeat(np.arange(len(columns.lengths)), columns.lengths)
    buckets = max(1, points // (2 * len(measured)))
    bucket = run * buckets + _place(columns.lengths) * buckets // columns.lengths[run]
    kept = (columns.lengths <= points)[run] | _extremes(columns.values[counter], run)
    for name in measured:
        kept |= _extremes(columns.values[name], bucket)
    lengths = np.bincount(run[kept], minlength=len(columns.lengths))
    return Columns({name: column[kept] for name, column in columns.values.items()}, lengths)


def _place(lengths: Numbers) -> Numbers:
    """Count the rows of each run from 0."""
    starts: Numbers = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.arange(len(starts)) - starts


def _extremes(column: Numbers, group: Numbers) -> NDArray[np.bool_]:
    """Mark the lowest and the highest value of each group; groups stand one after the other."""
    order = np.lexsort((np.nan_to_num(column, nan=np.inf, posinf=np.inf, neginf=-np.inf), group))
    begins = np.diff(group, prepend=-1) > 0
    marked = np.zeros(len(column), bool)
    marked[order[begins]] = marked[order[np.roll(begins, -1)]] = True
    return marked
