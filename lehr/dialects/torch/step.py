"""`torch.optim.lr_scheduler.StepLR`."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.powers import powers
from lehr.schedules.turns import Turns, recurring

from .parameters import Gamma
from .rule import FARTHEST, Optimized, Recurrent
from .updates import Updates


class StepRule(Recurrent):
    """The rate is multiplied by `gamma` at every step that `step_size` divides, but for step 0."""

    title: ClassVar = "Step decay, torch"
    formula: ClassVar = "lr * gamma ^ floor(step / step_size)"
    example: ClassVar = {"step_size": 30, "gamma": 0.1}

    kind: Literal["torch.StepLR"] = "torch.StepLR"
    step_size: Annotated[
        int, Field(ge=1, le=FARTHEST, description="Steps from one drop to the next.")
    ]
    gamma: Gamma = 0.1

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        drops = np.arange(max(1, -(-first // self.step_size)), last // self.step_size + 1)
        return Updates.of(drops * self.step_size, times=self.gamma)

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        return base * powers(self.gamma, np.floor(t / self.step_size))

    @override
    def turns(self, first: int) -> Turns:
        return recurring(self.step_size, "boundary", first)


class StepLR(Optimized, StepRule):
    """lr(t) = lr gamma^floor(t / step_size), multiplied drop by drop."""

    example: ClassVar = {**StepRule.example, "lr": 0.1}
