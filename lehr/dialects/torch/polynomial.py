"""`torch.optim.lr_scheduler.PolynomialLR`."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.turns import Turn, Turns, since

from .parameters import TotalIters
from .rule import Optimized, Recurrent
from .updates import Updates, between


class PolynomialRule(Recurrent):
    """The rate is multiplied by the power of what is left to 0 over what was left before."""

    title: ClassVar = "Polynomial decay, torch"
    formula: ClassVar = "lr * (1 - min(step, total_iters) / total_iters) ^ power"
    example: ClassVar = {"total_iters": 1000, "power": 2.0}

    kind: Literal["torch.PolynomialLR"] = "torch.PolynomialLR"
    total_iters: TotalIters = 5
    power: Annotated[float, Field(ge=0, description="The power of what is left.")] = 1.0

    @property
    @override
    def last_change(self) -> int:
        return self.total_iters

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        steps = between(max(first, 1), min(last, self.total_iters))
        ratios = (1.0 - steps / self.total_iters) / (1.0 - (steps - 1) / self.total_iters)
        # NumPy's pow is another than the C library's, which torch rounds with.
        return Updates.of(steps, times=[ratio**self.power for ratio in ratios.tolist()])

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        left = 1.0 - np.minimum(self.total_iters, t) / self.total_iters
        powers: FloatArray = left**self.power
        return base * powers

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.total_iters, "end"))


class PolynomialLR(Optimized, PolynomialRule):
    """lr(t) = lr (1 - t / total_iters)^power, then 0, multiplied step by step."""

    example: ClassVar = {**PolynomialRule.example, "lr": 0.1}
