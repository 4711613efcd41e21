"""Halves of a cosine between given rates."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import FloatArray
from .interpolated import Interpolated


class PiecewiseCosine(Interpolated):
    """lr(t) = v[i] + (v[i + 1] - v[i]) (1 - cos(pi p)) / 2, p the way from boundary i to the next.

    Outside all boundaries the nearest value holds. `optax.piecewise_interpolate_schedule` with
    "cosine"; fastai's combined_cos.
    """

    title: ClassVar = "Piecewise cosine"
    formula: ClassVar = "values joined by halves of a cosine between boundaries"
    example: ClassVar = {"boundaries": [0, 100, 1000], "values": [0.0, 0.1, 0.01]}

    kind: Literal["piecewise_cosine"] = "piecewise_cosine"

    @override
    def at(self, t: FloatArray) -> FloatArray:
        position = np.interp(t, self.boundaries, np.arange(len(self.boundaries)))
        left = np.minimum(position.astype(np.int64), len(self.boundaries) - 2)
        eased = 0.5 * (1 - np.cos(np.pi * (position - left)))
        before, after = (np.take_along_axis(np.array(self.values), i, 0) for i in (left, left + 1))
        rates: FloatArray = before + (after - before) * eased
        return rates
