"""What schedules along a hyperbola share: it falls alike, however long the training."""

from math import inf
from typing import Annotated

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, InitialLearningRate
from .turns import Turns, since, turn


class Hyperbola(ClosedForm):
    """h(x) = sqrt((N - x) / U (2 - (N + x) / U)), x = min(t, N): a branch that ends in N <= U.

    Its slope at the start hardly depends on N, so that trainings of different lengths begin alike
    (Kim 2024, arXiv:2407.15200).
    """

    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    upper_bound: Annotated[
        float, Field(gt=0, description="U, the most that `decay_steps` would ever be.")
    ]
    infimum_learning_rate: Annotated[
        float,
        Field(
            gt=0,
            validate_default=True,
            description="The end rate if `decay_steps` were the upper bound.",
        ),
    ] = 1e-6

    @field_validator("upper_bound")
    @classmethod
    def _bounds_the_decay(cls, bound: float, info: ValidationInfo) -> float:
        if bound < (steps := info.data.get("decay_steps", 0)):
            raise ValueError(f"`upper_bound` must be >= `decay_steps`, {steps}")
        return bound

    @field_validator("infimum_learning_rate")
    @classmethod
    def _lies_below(cls, infimum: float, info: ValidationInfo) -> float:
        if infimum >= (first := info.data.get("initial_learning_rate", inf)):
            raise ValueError(f"`infimum_learning_rate` must be < `initial_learning_rate`, {first}")
        return infimum

    @override
    def turns(self, first: int) -> Turns:
        return since(first, turn(self.decay_steps, "end"))

    def fallen(self, t: FloatArray) -> FloatArray:
        """Return h(0) - h(x), from 0 to 1 at most."""
        return self._height(np.zeros(1)) - self._height(np.minimum(t, self.decay_steps))

    def _height(self, x: FloatArray) -> FloatArray:
        length, bound = self.decay_steps, self.upper_bound
        height: FloatArray = np.sqrt((length - x) / bound * (2 - (length + x) / bound))
        return height
