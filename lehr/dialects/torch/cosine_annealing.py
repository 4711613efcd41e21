"""`torch.optim.lr_scheduler.CosineAnnealingLR`."""

from itertools import chain
from math import cos, pi
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.turns import Turn, Turns, recurring, since

from .parameters import MinimumRate
from .rule import FARTHEST, Optimized, Recurrent
from .updates import Updates, between


class CosineAnnealingRule(Recurrent):
    """What the rate is above `eta_min` is multiplied by a ratio of cosines, up as well as down.

    Where a fall has ended the ratio would be one over 0: there the first rise is added instead.
    """

    title: ClassVar = "Cosine annealing, torch"
    formula: ClassVar = "eta_min + (lr - eta_min) * (1 + cos(pi * step / T_max)) / 2"
    example: ClassVar = {"T_max": 1000, "eta_min": 0.001}

    kind: Literal["torch.CosineAnnealingLR"] = "torch.CosineAnnealingLR"
    T_max: Annotated[int, Field(ge=1, le=FARTHEST, description="Steps from the top to `eta_min`.")]
    eta_min: MinimumRate = 0.0

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        steps = between(max(first, 1), last)
        heights = 1 + self._cosines(between(max(first, 1) - 1, last).astype(np.float64))
        rising = (steps - 1 - self.T_max) % (2 * self.T_max) == 0
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
        end = since(first, Turn(self.T_max, "end"))
        waves = recurring(self.T_max, "extreme", max(first, self.T_max + 1))
        return chain(end, waves)

    def _cosines(self, t: FloatArray) -> FloatArray:
        # NumPy's cos is another than the C library's, and the recurrence piles up the difference.
        return np.fromiter(map(cos, (pi * t / self.T_max).tolist()), dtype=np.float64)


class CosineAnnealingLR(Optimized, CosineAnnealingRule):
    """lr(t) = eta_min + (lr - eta_min) (1 + cos(pi t / T_max)) / 2, computed step by step."""

    example: ClassVar = {**CosineAnnealingRule.example, "lr": 0.1}
