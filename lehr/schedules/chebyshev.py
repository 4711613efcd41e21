"""Steps long and short, in an order that keeps them stable."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray


class Chebyshev(Schedule):
    """lr(t) = learning_rate / (c - r cos((sigma(t) + 1/2) pi / n)), c, r = (1 +- conditioning) / 2.

    The fractal Chebyshev schedule (Agarwal, Goel & Zhang 2021, arXiv:2103.01338): n = steps, a
    power of two, and sigma the permutation with sigma_2n(2j) = sigma_n(j) and sigma_2n(2j + 1) =
    2n - 1 - sigma_n(j). Rates reach up to learning_rate / conditioning. Past the end the last
    stays; in a `repeat` all come again.
    """

    title: ClassVar = "Fractal Chebyshev steps"
    formula: ClassVar = (
        "learning_rate / ((1 + conditioning) / 2 - (1 - conditioning) / 2 * cos((sigma(step) + 1 "
        "/ 2) * pi / steps)), sigma the fractal permutation"
    )
    example: ClassVar = {"learning_rate": 0.01, "steps": 64}

    kind: Literal["chebyshev"] = "chebyshev"
    learning_rate: Annotated[
        float, Field(ge=0, description="The rate that suits the highest curvature: the lowest.")
    ]
    steps: Annotated[
        int, Field(ge=1, le=2**39, description="Steps of the schedule, a power of two.")
    ]
    conditioning: Annotated[
        float, Field(gt=0, le=1, description="The lowest curvature over the highest.")
    ] = 0.05

    @field_validator("steps")
    @classmethod
    def _halves_evenly(cls, steps: int) -> int:
        if steps & (steps - 1):
            raise ValueError("`steps` must be a power of two: others have no fractal order")
        return steps

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        angles = (self._permuted(np.minimum(steps, self.steps - 1)) + 0.5) * np.pi / self.steps
        center, radius = (1 + self.conditioning) / 2, (1 - self.conditioning) / 2
        rates: FloatArray = self.learning_rate / (center - radius * np.cos(angles))
        return rates

    def _permuted(self, places: StepArray) -> StepArray:
        """Return sigma of each place, built up from the permutation of one."""
        sigma, length = np.zeros_like(places), 1
        while length < self.steps:
            length *= 2
            odd = places // (self.steps // length) % 2 == 1
            sigma = np.where(odd, length - 1 - sigma, sigma)
        return sigma
