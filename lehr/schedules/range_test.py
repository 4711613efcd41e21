"""A climb through all rates worth trying."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import LAST_STEP
from .powers import powers
from .turns import Turn, Turns, since


class RangeTest(ClosedForm):
    """lr(t) = lr0^(1 - p) end^p, or lr0 + (end - lr0) p, p = min(t, n) / n, n = steps - 1.

    The learning rate range test (Smith 2015, arXiv:1506.01186, section 3.3): the last of its
    steps has the last rate.
    """

    title: ClassVar = "Learning rate range test"
    formula: ClassVar = (
        "initial_learning_rate ^ (1 - p) * end_learning_rate ^ p, p = min(step / (steps - 1), 1)"
    )
    example: ClassVar = {"initial_learning_rate": 1e-07, "end_learning_rate": 10.0, "steps": 100}

    kind: Literal["range_test"] = "range_test"
    initial_learning_rate: Annotated[float, Field(gt=0, description="The first rate.")]
    steps: Annotated[int, Field(ge=2, le=LAST_STEP, description="Updates of the test.")]
    shape: Annotated[
        Literal["exponential", "linear"], Field(description="By equal ratios, or equal steps.")
    ] = "exponential"
    end_learning_rate: Annotated[float, Field(gt=0, description="The last rate.")]

    @field_validator("end_learning_rate")
    @classmethod
    def _rates_climb(cls, end: float, info: ValidationInfo) -> float:
        if end <= (first := info.data.get("initial_learning_rate", 0)):
            raise ValueError(f"`end_learning_rate` must be > `initial_learning_rate`, {first}")
        return end

    @override
    def at(self, t: FloatArray) -> FloatArray:
        p = np.minimum(t / (self.steps - 1), 1)
        first, end = self.initial_learning_rate, self.end_learning_rate
        if self.shape == "linear":
            return first + (end - first) * p
        return powers(first, 1 - p) * powers(end, p)

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.steps - 1, "end"))
