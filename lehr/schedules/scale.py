"""A schedule times a number."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper


class Scale(Wrapper):
    """lr(t) = factor s(t), as for another batch size (Goyal et al. 2017, arXiv:1706.02677)."""

    title: ClassVar = "Scale"
    formula: ClassVar = "factor * schedule(step)"
    example: ClassVar = {
        "schedule": {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        "factor": 0.5,
    }

    kind: Literal["scale"] = "scale"
    factor: Annotated[float, Field(ge=0, description="What every rate is multiplied by.")]

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.factor * self.inner(steps)
