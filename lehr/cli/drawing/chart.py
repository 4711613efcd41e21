"""Several curves over each other, in the lines of a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from string import ascii_uppercase
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.text import Text

from lehr.preview import Curve

from .alphabet import Alphabet
from .axes import footer, gutter
from .canvas import Dots, Grain, dotted
from .scale import Scale

ROWS: Final = 15
COLOURS: Final = ("cyan", "yellow", "green", "magenta", "red", "blue")
NOBODY: Final = -1
MARGIN: Final = 8
"""Columns at the right, into which labels may reach."""
FEW: Final = 4
"""Steps that are so many dots apart are drawn as stairs: a rate holds until the next step."""

_owner = itemgetter(0)


class Cells(NamedTuple):
    """The characters of a chart's inside, by their numbers, and whose they are."""

    characters: NDArray[np.int64]
    owners: NDArray[np.int64]
    """The number of the curve; `NOBODY` where there is none."""


def chart(
    curves: Sequence[Curve], names: Sequence[str], *, width: int, alphabet: Alphabet, is_log: bool
) -> Text:
    """Return the curves as lines of about `width` characters, each by its letter if several."""
    steps = _step_scale(curves[0])
    rates = Scale.of_rates(np.concatenate([one.learning_rates for one in curves]), is_log=is_log)
    sides = gutter(rates, ROWS, alphabet)
    columns = max(width - len(sides[0]) - MARGIN, 1)
    size = alphabet.grain.size(columns, ROWS)
    cells = _cells([_dots(one, steps, rates, size) for one in curves], alphabet.grain)
    inside = (_row(*parts) for parts in zip(sides, *cells, strict=True))
    marks = _marks(curves, steps)
    below = footer(steps, columns, marks=marks, unit=_unit(curves), alphabet=alphabet)
    indent = " " * (len(sides[0]) - 1)
    return Text("\n").join([*_legend(names), *inside, *(Text(indent + line) for line in below)])


def _step_scale(curve: Curve) -> Scale:
    steps, _ = curve.in_order
    return Scale(float(steps[0]), float(steps[-1]), is_whole=True)


def _unit(curves: Sequence[Curve]) -> str:
    return " and ".join(dict.fromkeys(curve.unit for curve in curves))


def _marks(curves: Sequence[Curve], steps: Scale) -> list[int]:
    """Return the steps to mark: with several curves nobody could tell whose they are."""
    told = {one.step for one in curves[0].landmarks if steps.low <= one.step <= steps.high}
    return sorted(told) if len(curves) == 1 else []


def _dots(curve: Curve, steps: Scale, rates: Scale, size: tuple[int, int]) -> Dots:
    across, heights = curve.in_order
    if len(across) * FEW < size[0]:
        across, heights = np.repeat(across, 2)[1:], np.repeat(heights, 2)[:-1]
    return dotted(steps.places(across), rates.places(heights), size)


def _cells(layers: Sequence[Dots], grain: Grain) -> Cells:
    """Lay curves over each other, the first one on top."""
    numbers = [grain.characters(dots) for dots in layers]
    owners = np.full(numbers[0].shape, NOBODY)
    for number, own in reversed(list(enumerate(numbers))):
        owners[own > 0] = number
    drawn = np.bitwise_or.reduce(numbers)
    characters = np.where(drawn > 0, grain.first + drawn, ord(" "))
    if len(layers) > 1:
        _write_letters(characters, owners)
    return Cells(characters, owners)


def _write_letters(characters: NDArray[np.int64], owners: NDArray[np.int64]) -> None:
    """Name each curve where it can be seen: about as far along as its place among them."""
    curves = [number for number in np.unique(owners).tolist() if number != NOBODY]
    for place, number in enumerate(curves, start=1):
        rows, columns = np.nonzero(owners == number)
        target = characters.shape[1] * place // (len(curves) + 1)
        nearest = int(np.abs(columns - target).argmin())
        characters[rows[nearest], columns[nearest]] = ord(ascii_uppercase[number])


def _row(side: str, characters: NDArray[np.int64], owners: NDArray[np.int64]) -> Text:
    text = Text(side)
    for owner, cells in groupby(zip(owners.tolist(), characters.tolist(), strict=True), _owner):
        text.append("".join(chr(character) for _, character in cells), style=_colour(owner))
    text.rstrip()
    return text


def _legend(names: Sequence[str]) -> Iterator[Text]:
    """Name the curves, each behind its letter if several."""
    for number, name in enumerate(names):
        letter = f"{ascii_uppercase[number]}  " if len(names) > 1 else ""
        yield Text(f"{letter}{name}", style=_colour(number))


def _colour(number: int) -> str:
    return "" if number == NOBODY else COLOURS[number % len(COLOURS)]
