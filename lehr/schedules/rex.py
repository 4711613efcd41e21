"""Decay that is slow until near its end."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .transition import Transition


class Rex(Transition):
    """lr(t) = end + (lr0 - end) (1 - p) / (1 - (1 - reflection) p), p = min(t, D) / D.

    REX, reflected exponential (Chen et al. 2021, arXiv:2107.04197), has the reflection 1/2;
    axolotl's curve under that name 0.1, which falls later; 1 is a line.
    """

    title: ClassVar = "Reflected exponential"
    formula: ClassVar = (
        "end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 - p) / (1 - (1 - "
        "reflection) * p), p = min(step / decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["rex"] = "rex"
    reflection: Annotated[
        float, Field(gt=0, le=1, description="How early the rate falls: a line at 1.")
    ] = 0.5

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        left: FloatArray = (1 - p) / (1 - (1 - self.reflection) * p)
        span = self.initial_learning_rate - self.end_learning_rate
        return self.end_learning_rate + span * left
