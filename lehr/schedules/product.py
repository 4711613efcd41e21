"""Schedules multiplied with each other."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .combinator import Combinator, at_home
from .nesting import Nested


class Product(Combinator):
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
    schedules: Annotated[
        list[Nested], Field(min_length=1, description="A rate and factors, in any order.")
    ]

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.schedules

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        factors = [at_home(child, steps) for child in self.schedules]
        product: FloatArray = np.multiply.reduce(factors)
        return product
