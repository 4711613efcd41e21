"""Steps of a curve where something happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lehr.schedules import FloatArray, StepArray


@dataclass(frozen=True)
class Landmark:
    """A step where something happens: the `peak`, or the `floor` from where nothing changes."""

    step: int
    what: Literal["peak", "floor"]


def landmarks(steps: StepArray, rates: FloatArray) -> Iterator[Landmark]:
    """Yield what happens along rates in the order of their steps."""
    peak, floor = int(rates.argmax()), int(rates.argmin())
    if peak > 0:
        yield Landmark(int(steps[peak]), "peak")
    if 0 < floor < len(rates) - 1 and rates[floor:].max() == rates[floor]:
        yield Landmark(int(steps[floor]), "floor")
