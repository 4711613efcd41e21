"""`torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`."""

from collections.abc import Iterator
from math import inf, pi
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray, StepArray
from lehr.schedules.turns import Turn, Turns, recurring

from .parameters import MinimumRate
from .rule import FARTHEST, Direct, Optimized


class WarmRestartsRule(Direct):
    """Half a cosine over `T_0` steps, then over `T_mult` times as many, and so on."""

    family: ClassVar = "cosine_restarts"
    title: ClassVar = "Cosine annealing with warm restarts, torch"
    formula: ClassVar = (
        "eta_min + (lr - eta_min) * (1 + cos(pi * T_cur / T_i)) / 2, T_cur = steps since the "
        "last restart, T_i = T_0 * T_mult ^ restarts"
    )
    example: ClassVar = {"T_0": 100, "T_mult": 2}

    kind: Literal["torch.CosineAnnealingWarmRestarts"] = "torch.CosineAnnealingWarmRestarts"
    T_0: Annotated[int, Field(ge=1, le=FARTHEST, description="Steps to the first restart.")]
    T_mult: Annotated[
        int, Field(ge=1, le=FARTHEST, description="The next cycle's length over the one before.")
    ] = 1
    eta_min: MinimumRate = 0.0

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        since, length = self._cycles(t)
        return self.eta_min + (base - self.eta_min) * (1 + np.cos(pi * since / length)) / 2

    @override
    def turns(self, first: int) -> Turns:
        if self.T_mult == 1:
            return recurring(self.T_0, "restart", first)
        return (Turn(start, "restart") for start in self._starts(inf) if start >= first)

    def _cycles(self, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the steps since the last restart, and the length of the cycle."""
        if self.T_mult == 1:
            return t % self.T_0, np.full_like(t, self.T_0)
        starts = np.array([*self._starts(int(t.max(initial=0)))], dtype=np.float64)
        cycle: StepArray = np.searchsorted(starts, t, side="right") - 1
        return t - np.take_along_axis(starts, cycle, 0), self.T_0 * float(self.T_mult) ** cycle

    def _starts(self, last: float) -> Iterator[int]:
        start, length = 0, self.T_0
        while start <= last:
            yield start
            start, length = start + length, length * self.T_mult


class CosineAnnealingWarmRestarts(Optimized, WarmRestartsRule):
    """SGDR by Loshchilov and Hutter (2017): half cosines, each T_mult times as long."""

    example: ClassVar = {**WarmRestartsRule.example, "lr": 0.1}
