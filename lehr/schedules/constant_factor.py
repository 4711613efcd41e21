"""A rate that waits for its full height."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import StepCount
from .turns import Turns, since, turn


class ConstantFactor(ClosedForm):
    """lr(t) = factor learning_rate for t < steps, then learning_rate: torch's ConstantLR."""

    title: ClassVar = "Constant factor"
    formula: ClassVar = "learning_rate * (factor if step < steps else 1)"
    example: ClassVar = {"learning_rate": 0.1, "factor": 0.1, "steps": 100}

    kind: Literal["constant_factor"] = "constant_factor"
    learning_rate: Annotated[float, Field(ge=0, description="The rate from `steps` on.")]
    factor: Annotated[float, Field(ge=0, description="What the rate is multiplied by before.")]
    steps: Annotated[StepCount, Field(description="The first step with the whole rate.")]

    @override
    def at(self, t: FloatArray) -> FloatArray:
        return self.learning_rate * np.where(t < self.steps, self.factor, 1)

    @override
    def turns(self, first: int) -> Turns:
        return since(first, turn(self.steps, "warmup_end" if self.factor < 1 else "boundary"))
