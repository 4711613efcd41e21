"""From one rate to another by equal ratios."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .powers import powers
from .transition import Transition


class GeometricInterp(Transition):
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

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        return powers(self.initial_learning_rate, 1 - p) * powers(self.end_learning_rate, p)
