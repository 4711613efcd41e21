"""Polynomial decay with a bent clock."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, EndLearningRate, InitialLearningRate
from .turns import Turns, arrival, since


class PolynomialKDecay(ClosedForm):
    """lr(t) = end + (lr0 - end) (1 - p)^power, p = (min(t, D) / D)^k_decay.

    k-decay (Zhang & Li 2020, arXiv:2004.05909), as timm's PolyLRScheduler.
    """

    title: ClassVar = "Polynomial k-decay"
    formula: ClassVar = (
        "end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 - min(step / "
        "decay_steps, 1) ^ k_decay) ^ power"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "k_decay": 2.0}

    kind: Literal["polynomial_k_decay"] = "polynomial_k_decay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    end_learning_rate: EndLearningRate = 0
    power: Annotated[float, Field(ge=0, description="The exponent of what is left.")] = 1
    k_decay: Annotated[
        float, Field(gt=0, description="The exponent of the clock; 1 is polynomial decay.")
    ] = 1

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = (np.minimum(t, self.decay_steps) / self.decay_steps) ** self.k_decay
        left: FloatArray = (1 - p) ** self.power
        span = self.initial_learning_rate - self.end_learning_rate
        return self.end_learning_rate + span * left

    @override
    def turns(self, first: int) -> Turns:
        way = arrival(self.decay_steps, self.initial_learning_rate, self.end_learning_rate)
        return since(first, way)
