"""Decay by powers of e."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate


class Exponential(ClosedForm):
    """lr(t) = lr0 e^(-decay t), `tf.compat.v1.train.natural_exp_decay` over one step."""

    title: ClassVar = "Exponential decay, natural"
    formula: ClassVar = "initial_learning_rate * e ^ (-decay * step)"
    example: ClassVar = {"initial_learning_rate": 0.1, "decay": 0.01}

    kind: Literal["exponential"] = "exponential"
    initial_learning_rate: InitialLearningRate
    decay: Annotated[float, Field(ge=0, description="The exponent's growth with every step.")]

    @override
    def at(self, t: FloatArray) -> FloatArray:
        factors: FloatArray = np.exp(-self.decay * t)
        return self.initial_learning_rate * factors
