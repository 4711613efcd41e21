"""A branch that ends a schedule early."""

from itertools import chain
from typing import Annotated, ClassVar, Literal, TypeAlias

import numpy as np
from pydantic import AfterValidator, Field, ValidationInfo
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper
from .parameters import LAST_STEP, EndLearningRate, StepCount
from .powers import powers
from .turns import Turn, Turns, before, since


def _end_above_zero(shape: str, info: ValidationInfo) -> str:
    if shape == "exponential" and info.data.get("end_learning_rate") == 0:
        raise ValueError("`shape` exponential needs an `end_learning_rate` above 0")
    return shape


WayDown: TypeAlias = Annotated[
    Literal["linear", "cosine", "one_minus_sqrt", "one_minus_square", "exponential"],
    AfterValidator(_end_above_zero),
    Field(description="The form of the way down."),
]
"""The `shape` of a kind whose `end_learning_rate` stands before it."""


class Cooldown(Wrapper):
    """lr(t) = s(t) until `start`, from there end + (s(start) - end) c(q), q = (t - start) / steps.

    The cooldown of a checkpoint (Haegele et al. 2024, arXiv:2405.18392). After `steps` the rate
    stays at the end. c is 1 - q (linear), (1 + cos(pi q)) / 2 (cosine), 1 - sqrt(q)
    (one_minus_sqrt) or 1 - q^2 (one_minus_square); exponential is s(start)^(1-q) end^q.
    """

    title: ClassVar = "Cooldown"
    formula: ClassVar = (
        "schedule(step) until start, then end_learning_rate + "
        "(schedule(start) - end_learning_rate) * shape((step - start) / steps)"
    )
    example: ClassVar = {
        "schedule": {"kind": "constant", "learning_rate": 0.1},
        "start": 600,
        "steps": 300,
        "shape": "one_minus_sqrt",
    }

    kind: Literal["cooldown"] = "cooldown"
    start: Annotated[
        int,
        Field(ge=0, le=LAST_STEP, description="The last step before the way down."),
    ]
    steps: Annotated[StepCount, Field(description="Steps from `start` to the end.")]
    end_learning_rate: EndLearningRate = 0
    shape: WayDown = "linear"

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        q = np.clip((steps - self.start) / self.steps, 0, 1)
        top = self.inner(np.array([self.start])).item()
        return np.where(q > 0, self._cooled(top, q), self.inner(np.minimum(steps, self.start)))

    @override
    def turns(self, first: int) -> Turns:
        ending = Turn(self.start, "boundary"), Turn(self.start + self.steps, "end")
        return chain(before(self.start, self.schedule.turns(first)), since(first, *ending))

    def _cooled(self, top: float, q: FloatArray) -> FloatArray:
        end = self.end_learning_rate
        if self.shape == "exponential":
            return powers(top, 1 - q) * powers(end, q)
        return end + (top - end) * self._left(q)

    def _left(self, q: FloatArray) -> FloatArray:
        match self.shape:
            case "linear" | "exponential":
                return 1 - q
            case "cosine":
                half: FloatArray = 0.5 * (1 + np.cos(np.pi * q))
                return half
            case "one_minus_sqrt":
                return 1 - np.sqrt(q)
            case "one_minus_square":
                return 1 - q**2
