"""`torch.optim.lr_scheduler.CosineAnnealingLR`."""

from functools import lru_cache
from math import cos, pi
from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.turns import Turn, Turns, since

from .parameters import MinimumRate
from .rule import FARTHEST, Optimized, Recurrent
from .updates import Updates, between

_NEAR: Final = 1024
"""The cosines of so many steps are computed, and kept, together."""


class CosineAnnealingRule(Recurrent):
    """What the rate is above `eta_min` is multiplied by a ratio of cosines, up as well as down.

    Where a fall has ended the ratio would be one over 0: there the first rise is added instead.
    """

    family: ClassVar = "cosine_wave"
    title: ClassVar = "Cosine annealing, torch"
    formula: ClassVar = "eta_min + (lr - eta_min) * (1 + cos(pi * step / T_max)) / 2"
    example: ClassVar = {"T_max": 1000, "eta_min": 0.001}

    kind: Literal["torch.CosineAnnealingLR"] = "torch.CosineAnnealingLR"
    T_max: Annotated[int, Field(ge=1, le=FARTHEST, description="Steps from the top to `eta_min`.")]
    eta_min: MinimumRate = 0.0

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        steps = between(max(first, 1), last)
        heights = self._heights(max(first, 1) - 1, last)
        rising = np.zeros(steps.shape, dtype=bool)
        rising[(self.T_max + 1 - max(first, 1)) % (2 * self.T_max) :: 2 * self.T_max] = True
        rise = (base - self.eta_min) * (1 - cos(pi / self.T_max)) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = heights[1:] / heights[:-1]
        return Updates.of(
            steps,
            minus=np.where(rising, 0, self.eta_min),
            times=np.where(rising, 1, ratios),
            plus=np.where(rising, rise, self.eta_min),
        )

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        # The phase of a large step loses its digits unless whole periods are taken off first.
        heights = 1 + np.cos(pi * (t % (2 * self.T_max)) / self.T_max)
        return self.eta_min + (base - self.eta_min) * heights / 2

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.T_max, "end"))

    def _heights(self, first: int, last: int) -> FloatArray:
        blocks = range(first // _NEAR, last // _NEAR + 1)
        heights = np.concatenate([_heights_near(self.T_max, block) for block in blocks])
        return heights[first - blocks.start * _NEAR :][: last - first + 1]


@lru_cache(maxsize=256)
def _heights_near(period: int, block: int) -> FloatArray:
    """Return 1 + cos(pi t / period) for the steps of a block, whatever the rates are."""
    t = np.arange(block * _NEAR, (block + 1) * _NEAR, dtype=np.float64)
    # NumPy's cos is another than the C library's, and the recurrence piles up the difference.
    return 1 + np.fromiter(map(cos, (pi * t / period).tolist()), dtype=np.float64)


class CosineAnnealingLR(Optimized, CosineAnnealingRule):
    """lr(t) = eta_min + (lr - eta_min) (1 + cos(pi t / T_max)) / 2, computed step by step."""

    example: ClassVar = {**CosineAnnealingRule.example, "lr": 0.1}
