"""Halves of a cosine between given rates."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Points, as_many
from .turns import Turns, arrival, since, turn


class PiecewiseCosine(ClosedForm):
    """lr(t) = v[i] + (v[i + 1] - v[i]) (1 - cos(pi p)) / 2, p the way from boundary i to the next.

    Outside all boundaries the nearest value holds. `optax.piecewise_interpolate_schedule` with
    "cosine"; fastai's combined_cos.
    """

    title: ClassVar = "Piecewise cosine"
    formula: ClassVar = "values joined by halves of a cosine between boundaries"
    example: ClassVar = {"boundaries": [0, 100, 1000], "values": [0.0, 0.1, 0.01]}

    kind: Literal["piecewise_cosine"] = "piecewise_cosine"
    boundaries: Points
    values: Annotated[
        list[Annotated[float, Field(ge=0)]], Field(description="The rates at the boundaries.")
    ]

    @field_validator("values")
    @classmethod
    def _as_many_as_boundaries(cls, values: list[float], info: ValidationInfo) -> list[float]:
        return as_many(values, info.data.get("boundaries"))

    @override
    def at(self, t: FloatArray) -> FloatArray:
        position = np.interp(t, self.boundaries, np.arange(len(self.boundaries)))
        left = np.minimum(position.astype(np.int64), len(self.boundaries) - 2)
        eased = 0.5 * (1 - np.cos(np.pi * (position - left)))
        before, after = (np.take_along_axis(np.array(self.values), i, 0) for i in (left, left + 1))
        rates: FloatArray = before + (after - before) * eased
        return rates

    @override
    def turns(self, first: int) -> Turns:
        last = arrival(self.boundaries[-1], *self.values[-2:])
        return since(first, *(turn(one, "boundary") for one in self.boundaries), last)
