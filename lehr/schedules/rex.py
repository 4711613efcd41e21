"""Decay that is slow until near its end."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, EndLearningRate, InitialLearningRate
from .turns import Turns, arrival, since


class Rex(ClosedForm):
    """lr(t) = end + (lr0 - end) (1 - p) / (1 - p / 2), p = min(t, D) / D.

    REX, reflected exponential (Chen et al. 2021, arXiv:2107.04197).
    """

    title: ClassVar = "Reflected exponential"
    formula: ClassVar = (
        "end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 - p) / (1 - p / "
        "2), p = min(step / decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["rex"] = "rex"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    end_learning_rate: EndLearningRate = 0

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = np.minimum(t, self.decay_steps) / self.decay_steps
        left: FloatArray = (1 - p) / (1 - p / 2)
        span = self.initial_learning_rate - self.end_learning_rate
        return self.end_learning_rate + span * left

    @override
    def turns(self, first: int) -> Turns:
        return since(
            first, arrival(self.decay_steps, self.initial_learning_rate, self.end_learning_rate)
        )
