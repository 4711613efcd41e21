"""A drop every so many steps."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import LAST_STEP, InitialLearningRate
from .powers import powers
from .turns import Turns, recurring


class Step(ClosedForm):
    """lr(t) = lr0 drop^floor((t + first) / every), known as drop-based or step decay.

    `first` is the index of the first value: 1 makes the first drop come one step early, as in the
    common formula with 1 + epoch.
    """

    title: ClassVar = "Step decay"
    formula: ClassVar = "initial_learning_rate * drop ^ floor((step + first) / every)"
    example: ClassVar = {"initial_learning_rate": 0.1, "drop": 0.5, "every": 10, "first": 1}

    kind: Literal["step"] = "step"
    initial_learning_rate: InitialLearningRate
    drop: Annotated[float, Field(ge=0, description="What the rate is multiplied by at each drop.")]
    every: Annotated[int, Field(ge=1, le=LAST_STEP, description="Steps from one drop to the next.")]
    first: Annotated[int, Field(ge=0, le=1, description="The index of the first value.")] = 0

    @override
    def at(self, t: FloatArray) -> FloatArray:
        drops = np.floor((t + self.first) / self.every)
        return self.initial_learning_rate * powers(self.drop, drops)

    @override
    def turns(self, first: int) -> Turns:
        return recurring(self.every, "boundary", first, -self.first)
