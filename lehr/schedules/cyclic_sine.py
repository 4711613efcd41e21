"""Up and down along a sine."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .cyclic import Cyclic
from .turns import Turns, merged, recurring, waving


class CyclicSine(Cyclic):
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
    half_cycle_steps: Annotated[float, Field(gt=0, description="Steps of the way up.")]
    mode: Annotated[
        Literal["sine", "sine2", "exp_range"],
        Field(description="Whether the peaks stay, halve, or fall by `gamma` a step."),
    ] = "sine"

    @property
    @override
    def length(self) -> float:
        return 2 * self.half_cycle_steps

    @override
    def wave(self, within: FloatArray) -> FloatArray:
        wave: FloatArray = np.sin(np.pi * within / self.length)
        return wave

    @override
    def turns(self, first: int) -> Turns:
        bottoms = recurring(self.length, "restart", first)
        return merged([bottoms, waving(self.length, first, self.half_cycle_steps)])
