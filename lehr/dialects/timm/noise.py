"""timm's noise: at every step a generator of its own, seeded by the seed and the step."""

from collections.abc import Iterator
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

import numpy as np

from lehr.schedules import FloatArray, StepArray

from .generator import Generators

MOST_REFUSED: Final = 100
"""Normal noise may deviate so many times its limit; about 125 numbers are then drawn a step."""
_BLOCK: Final = 4096
"""So many steps are drawn for at once as stay near the processor."""
_NEAR: Final = 1024
"""So many epochs are drawn for at once where they are asked for one by one."""


class Range(NamedTuple):
    """The steps that have noise: from `start` to before `stop`."""

    start: float
    stop: float

    @classmethod
    def of(cls, noise_range_t: list[float] | float | None) -> "Range":
        """Return the range that timm reads in its parameter."""
        if isinstance(noise_range_t, list):
            return cls(*noise_range_t)
        return cls(inf if noise_range_t is None else noise_range_t, inf)


class Noise(NamedTuple):
    """v becomes v + v n(t) in a range of steps, |n| less than the limit.

    A noisy step costs about 2 microseconds with timm's own limit and deviation, and 50 at most.
    """

    range: Range
    limit: float
    deviation: float
    seed: int
    uniform: bool = False

    def check(self) -> None:
        """Refuse normal noise of which nearly all is drawn in vain; timm would search on."""
        if not self.uniform and self.deviation > MOST_REFUSED * self.limit:
            rule = f"`noise_std` must be <= {MOST_REFUSED} * `noise_pct`"
            raise ValueError(f"{rule}; received {self.deviation} and {self.limit}")

    def added(self, rates: FloatArray, steps: StepArray) -> FloatArray:
        """Return the rates of `steps` with their noise."""
        noisy = rates.copy()
        for block in self._blocks(steps):
            noisy[block] += noisy[block] * self.drawn(steps[block])
        return noisy

    def added_to(self, rate: float, epoch: int) -> float:
        """Return the rate of one epoch with its noise, which those after it are drawn with."""
        if not self.range.start <= epoch < self.range.stop:
            return rate
        return rate + rate * _drawn_near(self, epoch // _NEAR)[epoch % _NEAR]

    def drawn(self, steps: StepArray) -> FloatArray:
        """Return n(t) for each of `steps`, in the range or not."""
        generators = Generators(self.seed + steps)
        if self.uniform:
            return 2 * (generators.uniforms() - 0.5) * self.limit
        noise = np.full(steps.shape, np.inf)
        while (np.abs(noise) >= self.limit).any():
            for drawn in generators.normals():
                noise = np.where(np.abs(noise) < self.limit, noise, drawn * self.deviation)
        return noise

    def _blocks(self, steps: StepArray) -> Iterator[StepArray]:
        """Yield where in `steps` the noisy ones are."""
        here = np.flatnonzero((steps >= self.range.start) & (steps < self.range.stop))
        yield from (here[first : first + _BLOCK] for first in range(0, len(here), _BLOCK))


@lru_cache(maxsize=64)
def _drawn_near(noise: Noise, block: int) -> list[float]:
    drawn: list[float] = noise.drawn(np.arange(block * _NEAR, (block + 1) * _NEAR)).tolist()
    return drawn
