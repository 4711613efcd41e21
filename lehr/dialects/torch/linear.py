"""`torch.optim.lr_scheduler.LinearLR`."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.turns import Turns, arrival, since

from .parameters import TotalIters
from .rule import Optimized, Recurrent
from .updates import Updates, between


class LinearRule(Recurrent):
    """The rate is multiplied by what leads from `start_factor` to `end_factor` in a line."""

    title: ClassVar = "Linear, torch"
    formula: ClassVar = (
        "lr * (start_factor + (end_factor - start_factor) * min(step, total_iters) / total_iters)"
    )
    example: ClassVar = {"start_factor": 0.1, "end_factor": 1.0, "total_iters": 100}

    kind: Literal["torch.LinearLR"] = "torch.LinearLR"
    start_factor: Annotated[float, Field(gt=0, le=1, description="The factor of step 0.")] = 1.0 / 3
    end_factor: Annotated[
        float, Field(ge=0, le=1, description="The factor from step `total_iters` on.")
    ] = 1.0
    total_iters: TotalIters = 5

    @property
    @override
    def last_change(self) -> int:
        return self.total_iters

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        steps = between(max(first, 1), min(last, self.total_iters))
        slope = self.end_factor - self.start_factor
        factors = 1.0 + slope / (self.total_iters * self.start_factor + (steps - 1) * slope)
        if first > 0:
            return Updates.of(steps, times=factors)
        return Updates.of(np.append(0, steps), times=np.append(self.start_factor, factors))

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        slope = self.end_factor - self.start_factor
        return base * (
            self.start_factor + slope * np.minimum(self.total_iters, t) / self.total_iters
        )

    @override
    def turns(self, first: int) -> Turns:
        return since(first, arrival(self.total_iters, self.start_factor, self.end_factor))


class LinearLR(Optimized, LinearRule):
    """lr(t) = lr times a line from start_factor to end_factor, multiplied step by step."""

    example: ClassVar = {**LinearRule.example, "lr": 0.1}
