"""The lower half of a cosine."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Alpha, DecaySteps, InitialLearningRate
from .turns import Turns, since, turn


class HalfCosine(ClosedForm):
    """lr(t) = lr0 (alpha + (1 - alpha) (1 + cos(pi (1 + p) / 2)) / 2), p = min(t, D) / D.

    The steep half of cosine decay alone: it starts at lr0 (1 + alpha) / 2, as OLMo's
    HalfCosWithWarmup, whose warmup leads there.
    """

    title: ClassVar = "Half cosine"
    formula: ClassVar = (
        "initial_learning_rate * (alpha + (1 - alpha) * (1 + cos(pi * (1 + p) / 2)) / 2), p = "
        "min(step / decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["half_cosine"] = "half_cosine"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    alpha: Alpha = 0.1

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = np.minimum(t, self.decay_steps) / self.decay_steps
        wave: FloatArray = 0.5 * (1 + np.cos(np.pi * (0.5 + 0.5 * p)))
        return self.initial_learning_rate * (self.alpha + (1 - self.alpha) * wave)

    @override
    def turns(self, first: int) -> Turns:
        return since(first, turn(self.decay_steps, "end"))
