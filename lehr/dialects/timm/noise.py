"""timm's noise: at every step a generator of its own, seeded by the seed and the step."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from lehr.schedules import FloatArray, StepArray

from .generator import Generators

MOST_REFUSED: Final = 100
"""Normal noise may deviate so many times its limit; about 125 numbers are then drawn a step."""
_BLOCK = 4096


class Noise(NamedTuple):
    """v becomes v + v n(t) in a range of steps, |n| at most the limit.

    A noisy step costs about 2 microseconds with timm's own limit and deviation, and 50 at most.
    """

    range_t: list[float] | float | None
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
            noisy[block] += noisy[block] * self._drawn(steps[block])
        return noisy

    def _blocks(self, steps: StepArray) -> Iterator[StepArray]:
        """Yield where the noisy steps are, so many at once as stay near the processor."""
        if self.range_t is None:
            return
        start, *stop = self.range_t if isinstance(self.range_t, list) else [self.range_t]
        here = np.flatnonzero((steps >= start) & (steps < min(stop, default=np.inf)))
        yield from (here[first : first + _BLOCK] for first in range(0, len(here), _BLOCK))

    def _drawn(self, steps: StepArray) -> FloatArray:
        generators = Generators(self.seed + steps)
        if self.uniform:
            return 2 * (generators.uniforms() - 0.5) * self.limit
        noise = np.full(steps.shape, np.inf)
        while (np.abs(noise) >= self.limit).any():
            for drawn in generators.normals():
                noise = np.where(np.abs(noise) < self.limit, noise, drawn * self.deviation)
        return noise
