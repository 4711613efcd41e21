"""Lines that can be told apart, by their dashes where colours are used up."""

from collections.abc import Iterator
from itertools import cycle, product
from typing import Any

from .look import Theme
from .theme import COLOURS, DASHES


def styles(theme: Theme) -> Iterator[dict[str, Any]]:
    """Give the looks of one line after the other, for ever."""
    for dashes, colour in cycle(product(DASHES, COLOURS[theme])):
        yield {"linestyle": dashes, "color": colour}
