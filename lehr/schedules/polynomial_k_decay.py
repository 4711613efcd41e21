"""Polynomial decay with a bent clock."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .transition import Transition


class PolynomialKDecay(Transition):
    """lr(t) = end + (lr0 - end) (1 - p^k_decay)^power, p = min(t, D) / D.

    k-decay (Zhang & Li 2020, arXiv:2004.05909), as timm's PolyLRScheduler.
    """

    title: ClassVar = "Polynomial k-decay"
    formula: ClassVar = (
        "end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 - min(step / "
        "decay_steps, 1) ^ k_decay) ^ power"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "k_decay": 2.0}

    kind: Literal["polynomial_k_decay"] = "polynomial_k_decay"
    power: Annotated[float, Field(ge=0, description="The exponent of what is left.")] = 1
    k_decay: Annotated[
        float, Field(gt=0, description="The exponent of the clock; 1 is polynomial decay.")
    ] = 1

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        left: FloatArray = (1 - p**self.k_decay) ** self.power
        span = self.initial_learning_rate - self.end_learning_rate
        return self.end_learning_rate + span * left
