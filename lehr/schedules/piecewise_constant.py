"""One rate after the other."""

from math import floor
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .parameters import Side, increasing, one_more
from .turns import Turn, Turns, since, turn


class PiecewiseConstant(Schedule):
    """lr(t) = values[i], i the number of boundaries passed: Keras's PiecewiseConstantDecay.

    With side `left` a boundary is passed after its step, t > b, as in Keras; with `right` at its
    step, t >= b, as in Optax and PyTorch.
    """

    title: ClassVar = "Piecewise constant"
    formula: ClassVar = "values[number of boundaries < step]; with side right, <= step"
    example: ClassVar = {"boundaries": [300, 600], "values": [0.1, 0.01, 0.001]}

    kind: Literal["piecewise_constant"] = "piecewise_constant"
    boundaries: Annotated[
        list[Annotated[float, Field(ge=0)]],
        AfterValidator(increasing),
        Field(min_length=1, description="The steps between the rates."),
    ]
    values: Annotated[
        list[Annotated[float, Field(ge=0)]],
        Field(description="The rates, one more than boundaries."),
    ]
    side: Side = "left"

    @field_validator("values")
    @classmethod
    def _one_more_than_boundaries(cls, values: list[float], info: ValidationInfo) -> list[float]:
        return one_more(values, info.data.get("boundaries"))

    @field_validator("side")
    @classmethod
    def _the_first_rate_is_used(cls, side: str, info: ValidationInfo) -> str:
        if side == "right" and 0 in info.data.get("boundaries", ()):
            raise ValueError("with `side` right every boundary must be > 0")
        return side

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        # In float64 whatever the rates: float32 cannot tell steps beyond 2^24 apart.
        passed = np.searchsorted(self.boundaries, steps.astype(np.float64), side=self.side)
        return np.take_along_axis(np.array(self.values, dtype=arithmetic), passed, 0)

    @override
    def turns(self, first: int) -> Turns:
        if self.side == "left":
            return since(first, *(Turn(floor(one) + 1, "boundary") for one in self.boundaries))
        return since(first, *(turn(one, "boundary") for one in self.boundaries))
