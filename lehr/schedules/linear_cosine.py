"""A cosine on a falling line."""

from itertools import chain
from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, InitialLearningRate, LineOffset, NumPeriods, RateOffset
from .turns import Turns, before, since, turn, waving


class LinearCosine(ClosedForm):
    """lr(t) = lr0 ((alpha + 1 - p) (1 + cos(2 pi n p)) / 2 + beta), p = min(t, D) / D.

    n is num_periods (Bello et al. 2017, arXiv:1709.07417). As TF-Keras's LinearCosineDecay.
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
    alpha: LineOffset = 0
    beta: RateOffset = 0.001

    @override
    def at(self, t: FloatArray) -> FloatArray:
        return self.disturbed(t, np.zeros_like(t))

    def disturbed(self, t: FloatArray, noise: FloatArray) -> FloatArray:
        """Return the rates at steps `t` with noise on the falling line."""
        seen = np.minimum(t, self.decay_steps)
        line = (self.decay_steps - seen) / self.decay_steps + noise
        waves = 2 * self.num_periods * (seen / self.decay_steps)
        height: FloatArray = 0.5 * (1 + np.cos(np.pi * waves))
        return self.initial_learning_rate * ((self.alpha + line) * height + self.beta)

    @override
    def turns(self, first: int) -> Turns:
        end = turn(self.decay_steps, "end")
        # Less than a wave does not turn up again.
        wave = self.decay_steps / max(self.num_periods, 0.5)
        bottoms = waving(wave, first, wave / 2)
        return chain(before(end.step, bottoms), since(first, end))
