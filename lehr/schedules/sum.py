"""Schedules added to each other."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Joint


class Sum(Joint):
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

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        total: FloatArray = np.add.reduce(self.inner(steps))
        return total
