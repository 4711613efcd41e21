"""Decay by a power of what is left."""

from math import ulp
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .parameters import EndLearningRate
from .transition import Transition
from .turns import Turns, recurring


class Polynomial(Transition):
    """lr(t) = (lr0 - end) (1 - p)^power + end, p = min(t, D) / D: Keras's PolynomialDecay.

    With `cycle` p = t / (D ceil(t / D)): D grows to the next multiple, so that each cycle is lower
    than the one before; at t = D the rate is at its end, one step later it is up again.
    """

    title: ClassVar = "Polynomial decay"
    formula: ClassVar = (
        "(initial_learning_rate - end_learning_rate) * (1 - min(step / decay_steps, 1)) ^ power"
        " + end_learning_rate"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "power": 2.0}

    kind: Literal["polynomial"] = "polynomial"
    end_learning_rate: EndLearningRate = 0.0001
    power: Annotated[float, Field(ge=0, description="The exponent; 1 is a straight line.")] = 1
    cycle: Annotated[
        bool, Field(description="Whether to climb again past `decay_steps`, to less each time.")
    ] = False

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        left: FloatArray = (1 - p) ** self.power
        span = self.initial_learning_rate - self.end_learning_rate
        return span * left + self.end_learning_rate

    @override
    def turns(self, first: int) -> Turns:
        if not self.cycle:
            return super().turns(first)
        # At a multiple of `decay_steps` the rate is still at its end: a cycle begins beyond it.
        return recurring(self.decay_steps, "restart", max(first, 2), ulp(0))

    @override
    def progress(self, t: FloatArray) -> FloatArray:
        if not self.cycle:
            return super().progress(t)
        cycles: FloatArray = np.maximum(np.ceil(t / self.decay_steps), 1)
        # Rounding can carry the quotient past 1, where a root would not be a number.
        return np.minimum(t / (self.decay_steps * cycles), 1)
