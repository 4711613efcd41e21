"""What stands beside and below the curves of a chart."""

from collections.abc import Iterable, Mapping

import numpy as np

from .alphabet import Alphabet
from .scale import Scale


def gutter(rates: Scale, rows: int, alphabet: Alphabet) -> list[str]:
    """Return what stands left of each row, from the top: labels, and the axis."""
    ticks = rates.ticks()
    places = np.rint((1 - rates.places(np.array(ticks))) * (rows - 1)).astype(int)
    labels = dict(zip(places.tolist(), [f"{tick:.3g}" for tick in ticks], strict=True))
    width = max(map(len, labels.values()))
    axis = dict.fromkeys(labels, alphabet.tick)
    return [f"{labels.get(row, ''):>{width}} {axis.get(row, alphabet.side)}" for row in range(rows)]


def footer(
    steps: Scale, columns: int, *, marks: Iterable[int], unit: str, alphabet: Alphabet
) -> list[str]:
    """Return the lines below the curves: the axis, marks under some steps, and labels."""
    ticks = steps.ticks()
    notches = _line(steps, dict.fromkeys(ticks, alphabet.notch), columns, alphabet.floor)
    marked = _line(steps, dict.fromkeys(marks, alphabet.mark), columns)
    labels = _line(steps, {tick: f"{tick:.6g}" for tick in ticks}, columns)
    lines = [f"{alphabet.corner}{notches} {unit}", f" {marked}", f" {labels}"]
    return [line.rstrip() for line in lines if line.strip()]


def _line(scale: Scale, texts: Mapping[float, str], columns: int, blank: str = " ") -> str:
    """Return the texts at the columns of their values, but those that would touch another."""
    line = ""
    places = scale.places(np.array(list(texts))) * (columns - 1)
    for place, text in zip(places.astype(int).tolist(), texts.values(), strict=True):
        if place > len(line) or place == len(line) == 0 or len(text) == 1:
            line = line[:place].ljust(place, blank) + text
    return line.ljust(columns, blank)
