"""A rate that waits for its full height."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import StepCount
from .turns import Turns, since, turn


class ConstantFactor(ClosedForm):
    """lr(t) = learning_rate (factor for t < constant_steps, then 1): torch's ConstantLR."""

    title: ClassVar = "Constant factor"
    formula: ClassVar = "learning_rate * (factor if step < constant_steps else 1)"
    example: ClassVar = {"learning_rate": 0.1, "factor": 0.1, "constant_steps": 100}

    kind: Literal["constant_factor"] = "constant_factor"
    learning_rate: Annotated[float, Field(ge=0, description="The rate from `constant_steps` on.")]
    factor: Annotated[float, Field(ge=0, description="What the rate is multiplied by before.")]
    constant_steps: Annotated[StepCount, Field(description="The first step with the whole rate.")]

    @override
    def at(self, t: FloatArray) -> FloatArray:
        return self.learning_rate * np.where(t < self.constant_steps, self.factor, 1)

    @override
    def turns(self, first: int) -> Turns:
        return since(
            first, turn(self.constant_steps, "warmup_end" if self.factor < 1 else "boundary")
        )
