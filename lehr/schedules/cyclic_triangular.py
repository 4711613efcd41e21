"""Up and down in straight lines."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .cyclic import Cyclic
from .turns import Turns, merged, recurring, waving


class CyclicTriangular(Cyclic):
    """lr(t) = lr0 + (maximum - lr0) triangle scale (Smith 2015, arXiv:1506.01186, cyclical rates).

    The triangle rises from 0 to 1 in `up_steps` and falls in `down_steps`. In cycle i = 0, 1 ...
    the scale is 1 (triangular), 2^-i (triangular2), or gamma^t (exp_range).
    """

    title: ClassVar = "Cyclic, triangular"
    formula: ClassVar = (
        "initial_learning_rate + (maximal_learning_rate - initial_learning_rate) * triangle * scale"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.001,
        "maximal_learning_rate": 0.006,
        "up_steps": 100,
        "down_steps": 100,
    }

    kind: Literal["cyclic_triangular"] = "cyclic_triangular"
    up_steps: Annotated[float, Field(gt=0, description="Steps of the way up.")] = 2000
    down_steps: Annotated[float, Field(gt=0, description="Steps of the way down.")] = 2000
    mode: Annotated[
        Literal["triangular", "triangular2", "exp_range"],
        Field(description="Whether the peaks stay, halve, or fall by `gamma` a step."),
    ] = "triangular"

    @property
    @override
    def length(self) -> float:
        return self.up_steps + self.down_steps

    @override
    def wave(self, within: FloatArray) -> FloatArray:
        down = (self.length - within) / self.down_steps
        triangle: FloatArray = np.minimum(within / self.up_steps, down)
        return triangle

    @override
    def turns(self, first: int) -> Turns:
        bottoms = recurring(self.length, "restart", first)
        return merged([bottoms, waving(self.length, first, self.up_steps)])
