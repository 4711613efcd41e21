"""Straight lines between given rates."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Points, as_many
from .turns import Turns, arrival, since, turn


class PiecewiseLinear(ClosedForm):
    """lr(t) lies on the line between values[i] and values[i + 1] for boundaries[i] <= t.

    Outside all boundaries the nearest value holds: ignite's PiecewiseLinear.
    """

    title: ClassVar = "Piecewise linear"
    formula: ClassVar = "values interpolated linearly between boundaries"
    example: ClassVar = {"boundaries": [0, 100, 1000], "values": [0.0, 0.1, 0.01]}

    kind: Literal["piecewise_linear"] = "piecewise_linear"
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
        rates: FloatArray = np.interp(t, self.boundaries, self.values)
        return rates

    @override
    def turns(self, first: int) -> Turns:
        last = arrival(self.boundaries[-1], *self.values[-2:])
        return since(first, *(turn(one, "boundary") for one in self.boundaries), last)
