"""A cosine without an end."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Alpha, DecaySteps, InitialLearningRate
from .turns import Turns, recurring


class CosineWave(ClosedForm):
    """lr(t) = lr0 ((1 - alpha) (1 + cos(pi t / D)) / 2 + alpha): down in D steps, up in D.

    What torch's CosineAnnealingLR and the `cosine` of Transformers do past their end.
    """

    title: ClassVar = "Cosine wave"
    formula: ClassVar = (
        "initial_learning_rate * ((1 - alpha) * (1 + cos(pi * step / decay_steps)) / 2 + alpha)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 250}

    kind: Literal["cosine_wave"] = "cosine_wave"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    alpha: Alpha = 0

    @override
    def at(self, t: FloatArray) -> FloatArray:
        # Only the part of a whole wave counts, and far out nothing else is left of the cosine.
        waves = t % (2 * self.decay_steps) / self.decay_steps
        fallen: FloatArray = 0.5 * (1 + np.cos(np.pi * waves))
        return self.initial_learning_rate * ((1 - self.alpha) * fallen + self.alpha)

    @override
    def turns(self, first: int) -> Turns:
        return recurring(self.decay_steps, "extreme", first)
