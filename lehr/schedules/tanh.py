"""Part of a hyperbolic tangent, downwards."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .transition import Transition


class Tanh(Transition):
    """lr(t) = end + (lr0 - end) (1 - tanh(lower (1 - p) + upper p)) / 2, p = min(t, D) / D.

    Hsueh et al. 2018, arXiv:1806.01593, with timm's bounds: neither end is quite reached.
    """

    title: ClassVar = "Hyperbolic tangent decay"
    formula: ClassVar = (
        "end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 - "
        "tanh(lower_bound * (1 - p) + upper_bound * p)) / 2, p = min(step / decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["tanh"] = "tanh"
    lower_bound: Annotated[
        float, Field(ge=-100, le=0, description="Where in the tangent the curve starts.")
    ] = -7
    upper_bound: Annotated[
        float, Field(ge=0, le=100, description="Where in the tangent the curve ends.")
    ] = 3

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        fallen = 0.5 * (1 - np.tanh(self.lower_bound * (1 - p) + self.upper_bound * p))
        return (
            self.end_learning_rate + (self.initial_learning_rate - self.end_learning_rate) * fallen
        )
