"""Parameters that several families share, with their bounds."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias, TypeVar

import numpy as np
from pydantic import AfterValidator, Field

from .base import FloatArray, Schedule

LAST_STEP = 10**12
"""The farthest step that a parameter may name."""

_Numbers = TypeVar("_Numbers", bound=Sequence[float])


def increasing(numbers: _Numbers) -> _Numbers:
    """Return numbers of which each is greater than the one before; refuse others."""
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise ValueError("each must be greater than the one before")
    return numbers


def one_more(values: list[float], boundaries: Sequence[float] | None) -> list[float]:
    """Return values, one more than the boundaries if these are known; refuse others."""
    if boundaries is not None and len(values) != len(boundaries) + 1:
        raise ValueError(f"`values` must be one more than the {len(boundaries)} `boundaries`")
    return values


def as_many(values: list[float], boundaries: Sequence[float] | None) -> list[float]:
    """Return values, as many as the boundaries if these are known; refuse others."""
    if boundaries is not None and len(values) != len(boundaries):
        raise ValueError(f"`values` must be as many as the {len(boundaries)} `boundaries`")
    return values


def one_fewer(boundaries: list[int], schedules: Sequence[Schedule] | None) -> list[int]:
    """Return boundaries, one fewer than the schedules if these are known; refuse others."""
    if schedules is not None and len(boundaries) != len(schedules) - 1:
        raise ValueError(f"`boundaries` must be one fewer than the {len(schedules)} `schedules`")
    return boundaries


InitialLearningRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The learning rate that the schedule starts from.")
]
DecaySteps: TypeAlias = Annotated[
    float, Field(gt=0, description="Steps over which the decay applies once.")
]
Staircase: TypeAlias = Annotated[
    bool, Field(description="Whether the rate falls once every `decay_steps`, and only then.")
]
EndLearningRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The learning rate that the schedule ends with.")
]
MaximalLearningRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The learning rate of the peak.")
]
# More waves than these lose their form in float32.
NumPeriods: TypeAlias = Annotated[
    float, Field(ge=0, le=500, description="Waves of the cosine until the end.")
]
LineOffset: TypeAlias = Annotated[
    float, Field(ge=0, description="What is added to the falling line.")
]
RateOffset: TypeAlias = Annotated[float, Field(ge=0, description="What is added to all.")]
InitialVariance: TypeAlias = Annotated[
    float, Field(ge=0, description="The variance of the noise at step 0.")
]
VarianceDecay: TypeAlias = Annotated[
    float, Field(ge=0, description="How fast the variance falls: its power of 1 + t.")
]
Alpha: TypeAlias = Annotated[
    float, Field(ge=0, description="The rate at the end, as a fraction of the initial one.")
]
StepCount: TypeAlias = Annotated[int, Field(ge=1, le=LAST_STEP)]
Boundary: TypeAlias = Annotated[int, Field(gt=0, le=LAST_STEP)]
Boundaries: TypeAlias = Annotated[list[Boundary], AfterValidator(increasing), Field(min_length=1)]
Points: TypeAlias = Annotated[
    list[Annotated[float, Field(ge=0)]],
    AfterValidator(increasing),
    Field(min_length=2, description="The steps at which the rates are given."),
]
Side: TypeAlias = Annotated[
    Literal["left", "right"],
    Field(description="Whether a boundary's own step still has the rate left of it, or the next."),
]
Seed: TypeAlias = Annotated[
    int, Field(ge=0, lt=2**31, description="What the random numbers are drawn from, with the step.")
]
Index: TypeAlias = Annotated[
    Literal["t", "t+1", "max(t,1)"],
    Field(description="What the formula sees at step t, which counts from 0."),
]


def indexed(t: FloatArray, index: Index) -> FloatArray:
    """Return what a formula with the convention `index` sees at steps `t`."""
    match index:
        case "t":
            return t
        case "t+1":
            return t + 1
        case "max(t,1)":
            return np.maximum(t, 1)
