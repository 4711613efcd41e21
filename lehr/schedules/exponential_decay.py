"""Decay by powers of a given rate."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, InitialLearningRate, Staircase
from .powers import powers
from .turns import Turns, recurring


class ExponentialDecay(ClosedForm):
    """lr(t) = lr0 decay_rate^p, p = t / decay_steps, floored for a staircase.

    The formula of `keras.optimizers.schedules.ExponentialDecay`.
    """

    title: ClassVar = "Exponential decay"
    formula: ClassVar = "initial_learning_rate * decay_rate ^ (step / decay_steps)"
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "decay_rate": 0.96}

    kind: Literal["exponential_decay"] = "exponential_decay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    decay_rate: Annotated[
        float, Field(ge=0, description="What `decay_steps` steps multiply the rate by.")
    ]
    staircase: Staircase = False

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = t / self.decay_steps
        if self.staircase:
            p = np.floor(p)
        return self.initial_learning_rate * powers(self.decay_rate, p)

    @override
    def turns(self, first: int) -> Turns:
        if not self.staircase:
            return super().turns(first)
        return recurring(self.decay_steps, "boundary", first)
