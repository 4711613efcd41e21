"""Schedules added to each other."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .combinator import Combinator, at_home
from .nesting import Nested


class Sum(Combinator):
    """lr(t) = s1(t) + s2(t) + ..., as Burn composes its schedules."""

    title: ClassVar = "Sum"
    formula: ClassVar = "schedules[0](step) + schedules[1](step) + ..."
    example: ClassVar = {
        "schedules": [
            {"kind": "constant", "learning_rate": 0.01},
            {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        ]
    }

    kind: Literal["sum"] = "sum"
    schedules: Annotated[
        list[Nested], Field(min_length=1, description="What is added, in any order.")
    ]

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.schedules

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        total: FloatArray = np.add.reduce([at_home(child, steps) for child in self.schedules])
        return total
