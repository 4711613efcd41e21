"""Show fewer rows of a history without hiding what happened in it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = Sequence[dict[str, float]]


def thinned(rows: Rows, points: int | None) -> Rows:
    """Keep the lowest and the highest value of every column in about `points` rows.

    The rows are cut into buckets of equal length; of each stay the extremes of every column (a
    value that is not a number counts as the highest), and always the first and last row of all.
    """
    if points is None or len(rows) <= points:
        return rows
    names = [name for name in rows[0] if name != "epoch"]
    table = np.array([[row[name] for name in names] for row in rows])
    buckets = np.array_split(np.arange(len(rows)), max(1, points // (2 * len(names))))
    kept = {0, len(rows) - 1}.union(*(_extremes(table, bucket) for bucket in buckets))
    return [rows[index] for index in sorted(kept)]


def _extremes(table: NDArray[Any], bucket: NDArray[Any]) -> set[int]:
    values = np.nan_to_num(table[bucket], nan=np.inf, posinf=np.inf, neginf=-np.inf)
    lows, highs = bucket[values.argmin(axis=0)], bucket[values.argmax(axis=0)]
    return {*lows.tolist(), *highs.tolist()}
