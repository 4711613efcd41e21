"""Axes: where values lie between their ends, and which of them are labelled."""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final, Self

import numpy as np

from lehr.schedules import FloatArray, StepArray

ROUND: Final = (1, 2, 5, 10)
MOST_TICKS: Final = 6


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`, linear or logarithmic."""

    low: float
    high: float
    is_log: bool = False
    is_whole: bool = False
    """Whether there is nothing between one integer and the next."""

    @classmethod
    def of_rates(cls, rates: FloatArray, *, is_log: bool) -> Self:
        """Return the axis for rates: from 0, or from the lowest that has a logarithm."""
        positive = rates[rates > 0]
        if is_log and len(positive):
            return cls(float(positive.min()), float(positive.max()), is_log=True)
        return cls(min(0.0, float(rates.min())), float(rates.max()) or 1.0)

    def places(self, values: FloatArray | StepArray) -> FloatArray:
        """Return where values lie, from 0 to 1; NaN for what has no logarithm."""
        low, high = self._spaced(np.array([self.low, self.high]))
        if low == high:
            return np.where(np.isnan(self._spaced(values)), np.nan, 1.0)
        return np.asarray((self._spaced(values) - low) / (high - low))

    def ticks(self) -> list[float]:
        """Return the values to label, in increasing order."""
        return self._decades() if self.is_log else self._steps()

    def _spaced(self, values: FloatArray | StepArray) -> FloatArray:
        if not self.is_log:
            return values.astype(np.float64)
        return np.log10(values, where=values > 0, out=np.full(values.shape, np.nan))

    def _steps(self) -> list[float]:
        rough = (self.high - self.low) / (MOST_TICKS - 1)
        if not rough:
            return [self.low]
        rough = max(rough, 1.0) if self.is_whole else rough
        power = 10.0 ** floor(log10(rough))
        step = next(one * power for one in ROUND if one * power >= rough * 0.999)
        first, last = ceil(self.low / step), floor(self.high / step * 1.000001)
        return [number * step for number in range(first, last + 1)]

    def _decades(self) -> list[float]:
        powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        fine = self._within([digit * 10.0**power for power in powers for digit in (1, 2, 5)])
        if len(fine) <= MOST_TICKS:
            return fine or [self.low]
        decades = self._within([10.0**power for power in powers])
        return decades[:: ceil(len(decades) / MOST_TICKS)]

    def _within(self, values: list[float]) -> list[float]:
        return [one for one in values if self.low * 0.999 <= one <= self.high * 1.001]
