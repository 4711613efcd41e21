"""`torch.optim.lr_scheduler.ExponentialLR`."""

from typing import ClassVar, Literal

from typing_extensions import override

from lehr.schedules import FloatArray
from lehr.schedules.powers import powers

from .parameters import Gamma
from .rule import Optimized, Recurrent
from .updates import Updates, between


class ExponentialRule(Recurrent):
    """The rate is multiplied by `gamma` at every step but the first."""

    family: ClassVar = "exponential_decay"
    title: ClassVar = "Exponential decay, torch"
    formula: ClassVar = "lr * gamma ^ step"
    example: ClassVar = {"gamma": 0.99}

    kind: Literal["torch.ExponentialLR"] = "torch.ExponentialLR"
    gamma: Gamma

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        return Updates.of(between(max(first, 1), last), times=self.gamma)

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        return base * powers(self.gamma, t)


class ExponentialLR(Optimized, ExponentialRule):
    """lr(t) = lr gamma^t, multiplied step by step."""

    example: ClassVar = {**ExponentialRule.example, "lr": 0.1}
