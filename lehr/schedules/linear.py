"""A straight line."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, EndLearningRate, InitialLearningRate
from .turns import Turns, arrival, since


class Linear(ClosedForm):
    """lr(t) = lr0 + (end - lr0) p, p = min(t, D) / D, up or down: `optax.linear_schedule`."""

    title: ClassVar = "Linear"
    formula: ClassVar = (
        "initial_learning_rate + (end_learning_rate - initial_learning_rate) * min(step / "
        "decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["linear"] = "linear"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    end_learning_rate: EndLearningRate = 0

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = np.minimum(t, self.decay_steps) / self.decay_steps
        way = self.end_learning_rate - self.initial_learning_rate
        return self.initial_learning_rate + way * p

    @override
    def turns(self, first: int) -> Turns:
        return since(
            first, arrival(self.decay_steps, self.initial_learning_rate, self.end_learning_rate)
        )
