"""A schedule that starts later, or in the middle."""

from itertools import chain
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper
from .parameters import LAST_STEP
from .turns import Turn, Turns, delayed, since


class Shift(Wrapper):
    """lr(t) = s(max(t - steps, 0)): as `transition_begin` of Optax; below 0 it starts inside.

    With steps = -1 the formula sees t + 1, as in libraries that count updates from 1.
    """

    title: ClassVar = "Shift"
    formula: ClassVar = "schedule(max(step - steps, 0))"
    example: ClassVar = {
        "schedule": {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        "steps": 100,
    }

    kind: Literal["shift"] = "shift"
    steps: Annotated[
        int,
        Field(
            ge=-LAST_STEP,
            le=LAST_STEP,
            description="Steps for which the first rate is held; if negative, steps left out.",
        ),
    ]

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.inner(np.maximum(steps - self.steps, 0))

    @override
    def turns(self, first: int) -> Turns:
        begun = since(first, Turn(self.steps, "boundary"))
        return chain(begun, delayed(self.steps, self.schedule.turns(max(first - self.steps, 1))))
