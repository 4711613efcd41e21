"""Steps long and short, in an order that keeps them stable."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .turns import Turn, Turns, since


class Chebyshev(Schedule):
    """lr(t) = learning_rate / (c - r cos((sigma(t) + 1/2) pi / n)), c, r = (1 +- conditioning) / 2.

    The fractal Chebyshev schedule (Agarwal, Goel & Zhang 2021, arXiv:2103.01338): n, a power of
    two, is `total_steps`, and sigma the permutation with sigma_2n(2j) = sigma_n(j) and
    sigma_2n(2j + 1) = 2n - 1 - sigma_n(j). Rates reach up to learning_rate / conditioning. Past
    the end the last stays; in a `repeat` all come again.
    """

    title: ClassVar = "Fractal Chebyshev steps"
    formula: ClassVar = (
        "learning_rate / ((1 + conditioning) / 2 - (1 - conditioning) / 2 * cos((sigma(step) + 1 "
        "/ 2) * pi / total_steps)), sigma the fractal permutation"
    )
    example: ClassVar = {"learning_rate": 0.01, "total_steps": 64}

    kind: Literal["chebyshev"] = "chebyshev"
    learning_rate: Annotated[
        float, Field(ge=0, description="The rate that suits the highest curvature: the lowest.")
    ]
    total_steps: Annotated[
        int, Field(ge=1, le=2**39, description="Steps of the schedule, a power of two.")
    ]
    conditioning: Annotated[
        float, Field(gt=0, le=1, description="The lowest curvature over the highest.")
    ] = 0.05

    @field_validator("total_steps")
    @classmethod
    def _halves_evenly(cls, total: int) -> int:
        if total & (total - 1):
            raise ValueError("`total_steps` must be a power of two: others have no fractal order")
        return total

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        places = self._permuted(np.minimum(steps, self.total_steps - 1))
        angles = (places + 0.5) * np.pi / self.total_steps
        center, radius = (1 + self.conditioning) / 2, (1 - self.conditioning) / 2
        rates: FloatArray = self.learning_rate / (center - radius * np.cos(angles))
        return rates

    def _permuted(self, places: StepArray) -> StepArray:
        """Return sigma of each place, built up from the permutation of one."""
        sigma, length = np.zeros_like(places), 1
        while length < self.total_steps:
            length *= 2
            odd = places // (self.total_steps // length) % 2 == 1
            sigma = np.where(odd, length - 1 - sigma, sigma)
        return sigma

    @override
    def turns(self, first: int) -> Turns:
        return since(first, Turn(self.total_steps - 1, "end"))
