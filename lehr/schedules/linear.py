"""A straight line."""

from typing import ClassVar, Literal

from typing_extensions import override

from .base import FloatArray
from .transition import Transition


class Linear(Transition):
    """lr(t) = lr0 + (end - lr0) p, p = min(t, D) / D, up or down: `optax.linear_schedule`."""

    title: ClassVar = "Linear"
    formula: ClassVar = (
        "initial_learning_rate + (end_learning_rate - initial_learning_rate) * min(step / "
        "decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000}

    kind: Literal["linear"] = "linear"

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        way = self.end_learning_rate - self.initial_learning_rate
        return self.initial_learning_rate + way * p
