"""A curve as dots, and dots as characters."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lehr.schedules import FloatArray

Dots = NDArray[np.bool_]
"""Rows from the top, columns from the left."""


@dataclass(frozen=True)
class Grain:
    """How many dots a character has, and which character has which of them."""

    weights: NDArray[np.int64]
    """What each dot of a character adds to its number."""
    first: int
    """The character without any dot, by its number in Unicode."""

    def size(self, columns: int, rows: int) -> tuple[int, int]:
        """Return how many dots lie across so many characters, and how many down."""
        down, across = self.weights.shape
        return columns * across, rows * down

    def characters(self, dots: Dots) -> NDArray[np.int64]:
        """Return the characters' numbers, 0 where there is no dot."""
        down, across = self.weights.shape
        rows, columns = len(dots) // down, dots.shape[1] // across
        cells = dots.reshape(rows, down, columns, across)
        return np.asarray(np.einsum("rdca,da->rc", cells, self.weights))


BRAILLE: Final = Grain(np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]), 0x2800)
STARS: Final = Grain(np.array([[ord("*")]]), 0)
"""For terminals without Unicode."""


def dotted(across: FloatArray, heights: FloatArray, size: tuple[int, int]) -> Dots:
    """Return the dots of a line through points whose places are from 0 to 1, left to right.

    Every column has the whole span that the line has there, so that no spike is lost. Points
    whose height is NaN are left out.
    """
    width, height = size
    edges = np.arange(width + 1)
    crossed = np.interp(edges / width, across, heights)
    # A column ends where the next one begins.
    columns = np.concatenate((across * width, edges, edges - 1))
    levels = np.concatenate((heights, crossed, crossed)) * (height - 1)
    drawn = (columns >= 0) & ~np.isnan(levels)
    low, high = _spans(columns[drawn].astype(int), np.rint(levels[drawn]).astype(int), width)
    rows = np.arange(height)[::-1, np.newaxis]
    return np.asarray((low <= rows) & (rows <= high))


def _spans(
    columns: NDArray[np.int64], levels: NDArray[np.int64], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the lowest and the highest level of each column; of none, no span."""
    low, high = np.full(width, np.iinfo(np.int64).max), np.full(width, -1)
    columns = np.minimum(columns, width - 1)
    np.minimum.at(low, columns, levels)
    np.maximum.at(high, columns, levels)
    return low, high
