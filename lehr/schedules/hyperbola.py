"""What schedules along a hyperbola share: it falls alike, however long the training."""

from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, InitialLearningRate


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
        float, Field(gt=0, description="The end rate if `decay_steps` were the upper bound.")
    ] = 1e-6

    @model_validator(mode="after")
    def _falls_within_bounds(self) -> Self:
        if self.upper_bound < (length := self.decay_steps):
            rule = f"`upper_bound` must be >= `decay_steps`, {length}"
            raise ValueError(f"{rule}; received {self.upper_bound}")
        if (lowest := self.infimum_learning_rate) >= (first := self.initial_learning_rate):
            rule = f"`infimum_learning_rate` must be < `initial_learning_rate`, {first}"
            raise ValueError(f"{rule}; received {lowest}")
        return self

    def fallen(self, t: FloatArray) -> FloatArray:
        """Return h(0) - h(x), from 0 to 1 at most."""
        return self._height(np.zeros(1)) - self._height(np.minimum(t, self.decay_steps))

    def _height(self, x: FloatArray) -> FloatArray:
        length, bound = self.decay_steps, self.upper_bound
        height: FloatArray = np.sqrt((length - x) / bound * (2 - (length + x) / bound))
        return height
