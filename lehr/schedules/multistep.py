"""A drop at each of some steps."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Boundaries, InitialLearningRate, Side
from .powers import powers
from .turns import Turn, Turns, since


class Multistep(ClosedForm):
    """lr(t) = lr0 drop^n, n the number of boundaries passed: torch's MultiStepLR.

    With side `right` a boundary is passed at its step, t >= b; with `left` after it, t > b, as in
    MXNet's MultiFactorScheduler.
    """

    title: ClassVar = "Drops at given steps"
    formula: ClassVar = "initial_learning_rate * drop ^ (number of boundaries <= step)"
    example: ClassVar = {"initial_learning_rate": 0.1, "boundaries": [300, 600], "drop": 0.1}

    kind: Literal["multistep"] = "multistep"
    initial_learning_rate: InitialLearningRate
    boundaries: Annotated[Boundaries, Field(description="The steps of the drops.")]
    drop: Annotated[float, Field(ge=0, description="What the rate is multiplied by at each drop.")]
    side: Side = "right"

    @override
    def at(self, t: FloatArray) -> FloatArray:
        passed = np.searchsorted(self.boundaries, t, side=self.side)
        return self.initial_learning_rate * powers(self.drop, passed.astype(t.dtype))

    @override
    def turns(self, first: int) -> Turns:
        later = 1 if self.side == "left" else 0
        return since(first, *(Turn(boundary + later, "boundary") for boundary in self.boundaries))
