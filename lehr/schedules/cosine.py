"""Half a wave of a cosine, downwards."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Alpha, DecaySteps, InitialLearningRate
from .turns import Turns, since, turn


class Cosine(ClosedForm):
    """lr(t) = lr0 ((1 - alpha) c^exponent + alpha), c = (1 + cos(pi p)) / 2, p = min(t, D) / D.

    With exponent 1 the formula of `keras.optimizers.schedules.CosineDecay`, after Loshchilov &
    Hutter 2016, arXiv:1608.03983; with others `optax.cosine_decay_schedule`.
    """

    title: ClassVar = "Cosine decay"
    formula: ClassVar = (
        "initial_learning_rate * ((1 - alpha) * ((1 + cos(pi * min(step / decay_steps, 1))) / "
        "2) ^ exponent + alpha)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["cosine"] = "cosine"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    alpha: Alpha = 0
    exponent: Annotated[float, Field(gt=0, description="The cosine's power.")] = 1

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = np.minimum(t, self.decay_steps) / self.decay_steps
        fallen: FloatArray = 0.5 * (1 + np.cos(np.pi * p))
        return self.initial_learning_rate * ((1 - self.alpha) * fallen**self.exponent + self.alpha)

    @override
    def turns(self, first: int) -> Turns:
        return since(first, turn(self.decay_steps, "end"))
