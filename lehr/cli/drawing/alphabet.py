"""Which characters a chart is made of."""

from dataclasses import dataclass
from typing import Final

from .canvas import BRAILLE, STARS, Grain


@dataclass(frozen=True)
class Alphabet:
    """What stands for a curve's dots and for the parts of axes."""

    grain: Grain
    side: str
    tick: str
    corner: str
    floor: str
    notch: str
    mark: str


UNICODE: Final = Alphabet(BRAILLE, side="│", tick="┤", corner="└", floor="─", notch="┬", mark="▲")
ASCII: Final = Alphabet(STARS, side="|", tick="+", corner="+", floor="-", notch="+", mark="^")


def alphabet(encoding: str) -> Alphabet:
    """Return the characters that an encoding has."""
    return UNICODE if encoding.lower().startswith("utf") else ASCII
