"""Lines that can be told apart, with their colours or without."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from .look import Theme
from .theme import COLOURS, DASHES


def styles(theme: Theme) -> Iterator[dict[str, Any]]:
    """Give the looks of one line after the other; neighbours differ in dashes and colour."""
    colours = COLOURS[theme]
    for number in count():
        rounds, place = divmod(number, len(colours))
        yield {"linestyle": DASHES[(place + rounds) % len(DASHES)], "color": colours[place]}
