"""`torch.optim.swa_utils.SWALR`."""

from collections.abc import Callable
from math import cos, pi
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.turns import Turn, Turns, since

from .parameters import Anneal
from .rule import FARTHEST, Optimized, Recurrent
from .updates import Updates, between

# NumPy's own cos rounds differently from the C library's, which torch has.
_cosine: Callable[[FloatArray], FloatArray] = np.frompyfunc(cos, 1, 1)


class SWARule(Recurrent):
    """From the rate that it finds to `swa_lr`, where stochastic weight averaging goes on.

    Each step recovers the rate that the way began with from the rate before, and mixes anew.
    """

    family: ClassVar = "cooldown"
    title: ClassVar = "Annealing to the rate of stochastic weight averaging, torch"
    formula: ClassVar = (
        "swa_lr * a + lr * (1 - a), a = (1 - cos(pi * p)) / 2 or p, "
        "p = min(step / anneal_epochs, 1)"
    )
    example: ClassVar = {"swa_lr": 0.05, "anneal_epochs": 100}
    carries: ClassVar = True

    kind: Literal["torch.SWALR"] = "torch.SWALR"
    swa_lr: Annotated[float, Field(ge=0, description="The rate to end with.")]
    anneal_epochs: Annotated[
        int, Field(ge=0, le=FARTHEST, description="Steps of the way; 0 is there at once.")
    ] = 10
    anneal_strategy: Anneal = "cos"

    @property
    @override
    def last_change(self) -> int:
        return self.anneal_epochs + 1

    @override
    def restarted(self, base: float) -> Updates:
        return self.updates(base, 0, 0)

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        steps = between(first, last)
        clock = self._clock(steps.astype(np.float64))
        before, now = self._parts(clock - 1), self._parts(clock)
        arrived = before == 1
        return Updates.of(
            steps,
            minus=before * self.swa_lr,
            over=np.where(arrived, 1, 1 - before),
            times=np.where(arrived, 0, 1 - now),
            plus=np.where(arrived, self.swa_lr, self.swa_lr * now),
        )

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        parts = self._parts(self._clock(t))
        return self.swa_lr * parts + base * (1 - parts)

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.anneal_epochs, "end"))

    def _clock(self, steps: FloatArray) -> FloatArray:
        return np.maximum(steps, 1) if self.anneal_epochs == 0 else steps

    def _parts(self, steps: FloatArray) -> FloatArray:
        """Return how much of the way is done at each step, from 0 to 1."""
        p = np.clip(steps / max(1, self.anneal_epochs), 0, 1)
        if self.anneal_strategy == "linear":
            return p
        parts: FloatArray = (1 - _cosine(pi * p).astype(np.float64)) / 2
        return parts


class SWALR(Optimized, SWARule):
    """lr(t) = swa_lr a(t) + lr (1 - a(t)) with a from 0 to 1, computed step by step."""

    example: ClassVar = {**SWARule.example, "lr": 0.1}
