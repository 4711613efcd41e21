"""The rate that stays."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray


class Constant(ClosedForm):
    """lr(t) = learning_rate, the rate of plain stochastic gradient descent."""

    title: ClassVar = "Constant"
    formula: ClassVar = "learning_rate"
    example: ClassVar = {"learning_rate": 0.1}

    kind: Literal["constant"] = "constant"
    learning_rate: Annotated[float, Field(ge=0, description="The learning rate of every step.")]

    @override
    def at(self, t: FloatArray) -> FloatArray:
        return np.full_like(t, self.learning_rate)
