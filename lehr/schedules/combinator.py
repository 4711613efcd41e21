"""What schedules that are made of schedules share."""

from collections.abc import Sequence
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from .base import FloatArray, Schedule, StepArray
from .nesting import MOST_NODES, Nested, nodes


class Combinator(Schedule):
    """A schedule made of others: each computes as it does at home, they are combined in float64."""

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        if (found := nodes(self)) > MOST_NODES:
            raise ValueError(f"a schedule can have {MOST_NODES} schedules in it; received {found}")
        return self


class Wrapper(Combinator):
    """A schedule made of one other."""

    schedule: Annotated[Nested, Field(description="The schedule that is changed.")]

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return (self.schedule,)

    def inner(self, steps: StepArray) -> FloatArray:
        """Return the rates of the schedule inside, as float64."""
        return at_home(self.schedule, steps)


class Joint(Combinator):
    """A schedule made of any number of others, all at the same step."""

    schedules: Annotated[
        list[Nested], Field(min_length=1, description="What is combined, in any order.")
    ]

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.schedules

    def inner(self, steps: StepArray) -> Sequence[FloatArray]:
        """Return the rates of every schedule inside, as float64."""
        return [at_home(child, steps) for child in self.schedules]


def at_home(child: Schedule, steps: StepArray) -> FloatArray:
    """Return a child's rates, computed in its own arithmetic, as float64."""
    return child.compute(steps, child.arithmetic).astype(np.float64, copy=False)
