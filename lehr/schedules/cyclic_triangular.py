"""Up and down in straight lines."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate, MaximalLearningRate
from .powers import powers
from .turns import Turns, merged, recurring


class CyclicTriangular(ClosedForm):
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
    initial_learning_rate: InitialLearningRate
    maximal_learning_rate: MaximalLearningRate
    up_steps: Annotated[float, Field(gt=0, description="Steps of the way up.")] = 2000
    down_steps: Annotated[float, Field(gt=0, description="Steps of the way down.")] = 2000
    mode: Annotated[
        Literal["triangular", "triangular2", "exp_range"],
        Field(description="Whether the peaks stay, halve, or fall by `gamma` a step."),
    ] = "triangular"
    gamma: Annotated[float, Field(ge=0, le=1, description="The factor a step of exp_range.")] = 1

    @override
    def at(self, t: FloatArray) -> FloatArray:
        length = self.up_steps + self.down_steps
        within = t % length
        triangle: FloatArray = np.minimum(
            within / self.up_steps, (length - within) / self.down_steps
        )
        height = self.maximal_learning_rate - self.initial_learning_rate
        return self.initial_learning_rate + height * triangle * self._scale(t, length)

    @override
    def turns(self, first: int) -> Turns:
        length = self.up_steps + self.down_steps
        bottoms = recurring(length, "restart", first)
        return merged([bottoms, recurring(length, "extreme", first, self.up_steps)])

    def _scale(self, t: FloatArray, length: float) -> FloatArray:
        match self.mode:
            case "triangular":
                return np.ones_like(t)
            case "triangular2":
                return powers(0.5, np.floor(t / length))
            case "exp_range":
                return powers(self.gamma, t)
