"""Schedules multiplied with each other."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Joint


class Product(Joint):
    """lr(t) = s1(t) s2(t) ...: a rate times factors, as T5X composes its schedules."""

    title: ClassVar = "Product"
    formula: ClassVar = "schedules[0](step) * schedules[1](step) * ..."
    example: ClassVar = {
        "schedules": [
            {"kind": "constant", "learning_rate": 0.1},
            {"kind": "exponential", "initial_learning_rate": 1.0, "decay": 0.01},
        ]
    }

    kind: Literal["product"] = "product"

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        product: FloatArray = np.multiply.reduce(self.inner(steps))
        return product
