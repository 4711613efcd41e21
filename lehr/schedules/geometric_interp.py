"""From one rate to another by equal ratios."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps
from .powers import powers
from .turns import Turns, arrival, since


class GeometricInterp(ClosedForm):
    """lr(t) = lr0^(1 - p) end^p, p = min(t, D) / D: fastai's SchedExp; upwards, a range test."""

    title: ClassVar = "Geometric interpolation"
    formula: ClassVar = (
        "initial_learning_rate ^ (1 - p) * end_learning_rate ^ p, p = min(step / decay_steps, 1)"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.1,
        "end_learning_rate": 0.001,
        "decay_steps": 1000,
    }

    kind: Literal["geometric_interp"] = "geometric_interp"
    initial_learning_rate: Annotated[float, Field(gt=0, description="The first rate.")]
    end_learning_rate: Annotated[float, Field(gt=0, description="The last rate.")]
    decay_steps: DecaySteps

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = np.minimum(t, self.decay_steps) / self.decay_steps
        return powers(self.initial_learning_rate, 1 - p) * powers(self.end_learning_rate, p)

    @override
    def turns(self, first: int) -> Turns:
        return since(
            first, arrival(self.decay_steps, self.initial_learning_rate, self.end_learning_rate)
        )
