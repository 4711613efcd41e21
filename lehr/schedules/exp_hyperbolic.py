"""Decay whose logarithm falls along a hyperbola."""

from typing import ClassVar, Literal

from typing_extensions import override

from .base import FloatArray
from .hyperbola import Hyperbola
from .powers import powers


class ExpHyperbolic(Hyperbola):
    """lr(t) = lr0 (infimum / lr0)^(h(0) - h(x)), h the hyperbola: ExpHyperbolicLR."""

    title: ClassVar = "Exponential hyperbolic decay"
    formula: ClassVar = (
        "initial_learning_rate * (initial_learning_rate / infimum_learning_rate) ^ (h(x) - h(0)),"
        " h(x) = sqrt((decay_steps - x) / upper_bound * (2 - (decay_steps + x) / upper_bound)), "
        "x = min(step, decay_steps)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 900, "upper_bound": 1000}

    kind: Literal["exp_hyperbolic"] = "exp_hyperbolic"

    @override
    def at(self, t: FloatArray) -> FloatArray:
        ratio = self.infimum_learning_rate / self.initial_learning_rate
        return self.initial_learning_rate * powers(ratio, self.fallen(t))
