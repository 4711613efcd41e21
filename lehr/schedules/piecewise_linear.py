"""Straight lines between given rates."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import FloatArray
from .interpolated import Interpolated


class PiecewiseLinear(Interpolated):
    """lr(t) lies on the line between values[i] and values[i + 1] for boundaries[i] <= t.

    Outside all boundaries the nearest value holds: ignite's PiecewiseLinear.
    """

    title: ClassVar = "Piecewise linear"
    formula: ClassVar = "values interpolated linearly between boundaries"
    example: ClassVar = {"boundaries": [0, 100, 1000], "values": [0.0, 0.1, 0.01]}

    kind: Literal["piecewise_linear"] = "piecewise_linear"

    @override
    def at(self, t: FloatArray) -> FloatArray:
        rates: FloatArray = np.interp(t, self.boundaries, self.values)
        return rates
