"""A schedule that starts again and again."""

from itertools import count
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper
from .parameters import StepCount
from .turns import Turn, Turns, before, delayed, since


class Repeat(Wrapper):
    """lr(t) = s(t mod steps): warm restarts of any curve (Loshchilov & Hutter 2016)."""

    title: ClassVar = "Repeat"
    formula: ClassVar = "schedule(step mod steps)"
    example: ClassVar = {
        "schedule": {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        "steps": 250,
    }

    kind: Literal["repeat"] = "repeat"
    steps: Annotated[StepCount, Field(description="Steps from one start to the next.")]

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return self.inner(steps % self.steps)

    @override
    def turns(self, first: int) -> Turns:
        for start in count(first // self.steps * self.steps, self.steps):
            yield from since(first, Turn(start, "restart"))
            inside = self.schedule.turns(max(first - start, 1))
            yield from delayed(start, before(self.steps, inside))
