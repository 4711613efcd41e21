"""Down again and again, from one jump to the next."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .cyclic import Cyclic
from .turns import Turn, Turns, merged, recurring, since


class Sawtooth(Cyclic):
    """lr(t) = lr0 + (maximum - lr0) shape(p) scale, p = 1 - (t mod n) / n, but 0 where n divides t.

    The RSW policies of LRBench, n = cycle_steps: every cycle starts at the bottom, jumps up and
    falls. The shape is p (linear), sin(pi p / 2) (sine) or (1 - cos(pi p)) / 2 (cosine). In cycle
    i = 0, 1 ... the scale is 1 (sawtooth), 2^-i (sawtooth2), or gamma^t (exp_range).
    """

    title: ClassVar = "Cyclic, sawtooth"
    formula: ClassVar = (
        "initial_learning_rate + (maximal_learning_rate - initial_learning_rate) * shape(p) * "
        "scale, p = -step / cycle_steps - floor(-step / cycle_steps)"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.001,
        "maximal_learning_rate": 0.006,
        "cycle_steps": 100,
    }

    kind: Literal["sawtooth"] = "sawtooth"
    cycle_steps: Annotated[float, Field(gt=0, description="Steps from one jump to the next.")]
    shape: Annotated[
        Literal["linear", "sine", "cosine"], Field(description="The form of the way down.")
    ] = "linear"
    mode: Annotated[
        Literal["sawtooth", "sawtooth2", "exp_range"],
        Field(description="Whether the peaks stay, halve, or fall by `gamma` a step."),
    ] = "sawtooth"

    @property
    @override
    def length(self) -> float:
        return self.cycle_steps

    @override
    def turns(self, first: int) -> Turns:
        # A multiple of the length is still at the bottom: the peak comes one step later.
        return merged([since(first, Turn(1, "extreme")), recurring(self.length, "restart", first)])

    @override
    def wave(self, within: FloatArray) -> FloatArray:
        p = np.where(within == 0, 0, 1 - within / self.length)
        match self.shape:
            case "linear":
                return p
            case "sine":
                sine: FloatArray = np.sin(0.5 * np.pi * p)
                return sine
            case "cosine":
                cosine: FloatArray = 0.5 * (1 - np.cos(np.pi * p))
                return cosine
