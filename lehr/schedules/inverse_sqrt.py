"""Decay with one over the root of time."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate


class InverseSqrt(ClosedForm):
    """lr(t) = lr0 / sqrt(1 + t / timescale), as Transformers' `inverse_sqrt` after its warmup.

    After a warmup of `timescale` steps (mode rebase) it is lr0 sqrt(timescale / t), fairseq's; from
    lr0 = timescale^-0.5, and shifted by as many steps, T5X's 1 / sqrt(max(t, timescale)).
    """

    title: ClassVar = "Inverse square root decay"
    formula: ClassVar = "initial_learning_rate / sqrt(1 + step / timescale)"
    example: ClassVar = {"initial_learning_rate": 0.1, "timescale": 100}

    kind: Literal["inverse_sqrt"] = "inverse_sqrt"
    initial_learning_rate: InitialLearningRate
    timescale: Annotated[
        float, Field(gt=0, description="Steps after which the rate has fallen by sqrt(2).")
    ]

    @override
    def at(self, t: FloatArray) -> FloatArray:
        decayed: FloatArray = np.sqrt(1 + t / self.timescale)
        return self.initial_learning_rate / decayed
