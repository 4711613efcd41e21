"""Decay with one over time, to any power."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, InitialLearningRate, Staircase
from .turns import Turns, recurring


class InverseTime(ClosedForm):
    """lr(t) = lr0 / (1 + decay_rate p)^power, p = t / decay_steps, floored for a staircase.

    With power 1 the formula of `keras.optimizers.schedules.InverseTimeDecay`; with other powers
    the `inv` policy of Caffe.
    """

    title: ClassVar = "Inverse time decay"
    formula: ClassVar = "initial_learning_rate / (1 + decay_rate * step / decay_steps) ^ power"
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_rate": 0.002}

    kind: Literal["inverse_time"] = "inverse_time"
    initial_learning_rate: InitialLearningRate
    decay_rate: Annotated[
        float, Field(ge=0, description="Growth of the divisor with every `decay_steps` steps.")
    ]
    decay_steps: DecaySteps = 1
    power: Annotated[float, Field(ge=0, description="The divisor's power.")] = 1
    staircase: Staircase = False

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = t / self.decay_steps
        if self.staircase:
            p = np.floor(p)
        divisor = 1 + self.decay_rate * p
        # A power of 1 must be plain division to the last bit, which pow does not promise.
        return self.initial_learning_rate / (divisor if self.power == 1 else divisor**self.power)

    @override
    def turns(self, first: int) -> Turns:
        if not self.staircase:
            return super().turns(first)
        return recurring(self.decay_steps, "boundary", first)
