"""A schedule held between bounds."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper


class Clip(Wrapper):
    """lr(t) = min(max(s(t), minimum), maximum), as T5X floors every schedule."""

    title: ClassVar = "Clip"
    formula: ClassVar = "min(max(schedule(step), minimum), maximum)"
    example: ClassVar = {
        "schedule": {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        "minimum": 0.001,
        "maximum": 0.05,
    }

    kind: Literal["clip"] = "clip"
    minimum: Annotated[float, Field(ge=0, description="The lowest rate.")] = 0
    maximum: Annotated[
        float | None, Field(ge=0, description="The highest rate; null for no bound.")
    ] = None

    @field_validator("maximum")
    @classmethod
    def _bounds_are_in_order(cls, maximum: float | None, info: ValidationInfo) -> float | None:
        minimum = info.data.get("minimum", 0)
        if maximum is not None and maximum < minimum:
            raise ValueError(f"`maximum` must be >= `minimum`, which is {minimum}")
        return maximum

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return np.clip(self.inner(steps), self.minimum, self.maximum)
