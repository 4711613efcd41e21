"""What schedules that are made of schedules share."""

from typing import Self

import numpy as np
from pydantic import model_validator

from .base import FloatArray, Schedule, StepArray
from .nesting import MOST_NODES, nodes


class Combinator(Schedule):
    """A schedule made of others: each computes as it does at home, they are combined in float64."""

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        if (found := nodes(self)) > MOST_NODES:
            raise ValueError(f"a schedule can have {MOST_NODES} schedules in it; received {found}")
        return self


def at_home(child: Schedule, steps: StepArray) -> FloatArray:
    """Return a child's rates, computed in its own arithmetic, as float64."""
    return child.compute(steps, child.arithmetic).astype(np.float64, copy=False)
