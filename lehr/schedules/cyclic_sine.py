"""Up and down along a sine."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate, MaximalLearningRate
from .powers import powers
from .turns import Turns, merged, recurring


class CyclicSine(ClosedForm):
    """lr(t) = lr0 + (maximum - lr0) |sin(pi t / (2 half))| scale, half = half_cycle_steps.

    Of cycle i = 0, 1 ... the scale is 1 (sine), 2^-i (sine2), or gamma^t (exp_range), as the SIN
    policies of LRBench.
    """

    title: ClassVar = "Cyclic, sine"
    formula: ClassVar = (
        "initial_learning_rate + (maximal_learning_rate - initial_learning_rate) * abs(sin(pi *"
        " step / (2 * half_cycle_steps))) * scale"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.001,
        "maximal_learning_rate": 0.006,
        "half_cycle_steps": 100,
    }

    kind: Literal["cyclic_sine"] = "cyclic_sine"
    initial_learning_rate: InitialLearningRate
    maximal_learning_rate: MaximalLearningRate
    half_cycle_steps: Annotated[float, Field(gt=0, description="Steps of the way up.")]
    mode: Annotated[
        Literal["sine", "sine2", "exp_range"],
        Field(description="Whether the peaks stay, halve, or fall by `gamma` a step."),
    ] = "sine"
    gamma: Annotated[float, Field(ge=0, le=1, description="The factor a step of exp_range.")] = 1

    @override
    def at(self, t: FloatArray) -> FloatArray:
        length = 2 * self.half_cycle_steps
        wave: FloatArray = np.sin(np.pi * (t % length) / length)
        height = self.maximal_learning_rate - self.initial_learning_rate
        return self.initial_learning_rate + height * wave * self._scale(t, length)

    @override
    def turns(self, first: int) -> Turns:
        length = 2 * self.half_cycle_steps
        bottoms = recurring(length, "restart", first)
        return merged([bottoms, recurring(length, "extreme", first, self.half_cycle_steps)])

    def _scale(self, t: FloatArray, length: float) -> FloatArray:
        match self.mode:
            case "sine":
                return np.ones_like(t)
            case "sine2":
                return powers(0.5, np.floor(t / length))
            case "exp_range":
                return powers(self.gamma, t)
