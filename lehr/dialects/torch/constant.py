"""`torch.optim.lr_scheduler.ConstantLR`."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.turns import Turn, Turns, since

from .parameters import TotalIters
from .rule import Optimized, Recurrent
from .updates import Updates


class ConstantRule(Recurrent):
    """The rate is multiplied by `factor` at step 0 and by 1 / factor at step `total_iters`."""

    title: ClassVar = "Constant factor, torch"
    formula: ClassVar = "lr * (factor if step < total_iters else 1)"
    example: ClassVar = {"factor": 0.5, "total_iters": 100}

    kind: Literal["torch.ConstantLR"] = "torch.ConstantLR"
    # A factor of 0 would have to be undone by dividing by it, where torch fails.
    factor: Annotated[
        float, Field(gt=0, le=1, description="What the rate is multiplied by until `total_iters`.")
    ] = 1.0 / 3
    total_iters: TotalIters = 5

    @property
    @override
    def last_change(self) -> int:
        return self.total_iters

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        changes = np.array([0, self.total_iters])
        here = (changes >= first) & (changes <= last)
        return Updates.of(changes[here], times=np.array([self.factor, 1.0 / self.factor])[here])

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        return base * (self.factor + (t >= self.total_iters) * (1 - self.factor))

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.total_iters, "warmup_end"))


class ConstantLR(Optimized, ConstantRule):
    """lr(t) = lr factor for t < total_iters, then lr up to the rounding of 1 / factor."""

    example: ClassVar = {**ConstantRule.example, "lr": 0.1}
