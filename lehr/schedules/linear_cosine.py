"""A cosine on a falling line."""

from itertools import chain
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, InitialLearningRate, NumPeriods
from .turns import Turns, before, recurring, since, turn


class LinearCosine(ClosedForm):
    """lr(t) = lr0 ((alpha + 1 - p) (1 + cos(2 pi n p)) / 2 + beta), p = min(t, D) / D.

    n is num_periods (Bello et al. 2017, arXiv:1709.07417). As tf_keras's LinearCosineDecay.
    """

    title: ClassVar = "Linear cosine decay"
    formula: ClassVar = (
        "initial_learning_rate * ((alpha + 1 - p) * (1 + cos(2 * pi * num_periods * p)) / 2 + "
        "beta), p = min(step / decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "num_periods": 2.5}

    kind: Literal["linear_cosine"] = "linear_cosine"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    num_periods: NumPeriods = 0.5
    alpha: Annotated[float, Field(ge=0, description="What is added to the falling line.")] = 0
    beta: Annotated[float, Field(ge=0, description="What is added to all.")] = 0.001

    @override
    def at(self, t: FloatArray) -> FloatArray:
        left: FloatArray = np.maximum(self.decay_steps - t, 0) / self.decay_steps
        p = np.minimum(t, self.decay_steps) / self.decay_steps
        wave: FloatArray = 0.5 * (1 + np.cos(np.pi * 2 * self.num_periods * p))
        return self.initial_learning_rate * ((self.alpha + left) * wave + self.beta)

    @override
    def turns(self, first: int) -> Turns:
        end = turn(self.decay_steps, "end")
        # Less than a wave does not turn up again.
        wave = self.decay_steps / max(self.num_periods, 0.5)
        bottoms = recurring(wave, "extreme", first, wave / 2)
        return chain(before(end.step, bottoms), since(first, end))
