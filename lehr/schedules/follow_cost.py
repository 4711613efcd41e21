"""A rate that follows the cost."""

from math import inf, isfinite
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .feedback import EpochRate, RateState
from .parameters import InitialLearningRate


class FollowCost(EpochRate[RateState]):
    """lr = lr0 e^(gain cost), with the cost of the epoch before; lr0 in the first epoch.

    A high cost means a high rate, and so the rate falls as training succeeds. A cost that is not
    finite leaves the rate as it was.
    """

    title: ClassVar = "Rate that follows the cost"
    formula: ClassVar = "initial_learning_rate * e ^ (gain * metric of the epoch before)"
    example: ClassVar = {"initial_learning_rate": 0.01, "gain": 1.0}

    kind: Literal["follow_cost"] = "follow_cost"
    initial_learning_rate: InitialLearningRate
    gain: Annotated[
        float, Field(description="Growth of the exponent with the cost; negative to oppose it.")
    ] = 1.0
    max_learning_rate: Annotated[
        float | None, Field(ge=0, description="The rate is not raised above this.")
    ] = None

    @override
    def begin(self) -> RateState:
        return RateState(learning_rate=self.initial_learning_rate)

    @override
    def observe(self, state: RateState, metric: float) -> RateState:
        if not isfinite(metric):
            return state
        with np.errstate(over="ignore"):
            rate = self.initial_learning_rate * float(np.exp(self.gain * metric))
        most = inf if self.max_learning_rate is None else self.max_learning_rate
        return RateState(learning_rate=min(rate, most))
