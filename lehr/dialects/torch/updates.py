"""What a scheduler of torch does to the rate at each step, and the rates that follow from it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lehr.schedules import FloatArray, StepArray

_BLOCK = 65_536


class Updates(NamedTuple):
    """Changes of the rate at `steps`: x becomes (x - minus) / over * times + plus.

    Every rule of torch is of this form to the last bit. Float64 arrays as long as `steps`, or of
    one number that stands for all. Steps increase, and repeat where several rules act at one step;
    where nothing changes is no update.
    """

    steps: StepArray
    minus: FloatArray
    over: FloatArray
    times: FloatArray
    plus: FloatArray

    @classmethod
    def of(
        cls,
        steps: StepArray,
        *,
        minus: ArrayLike = 0.0,
        over: ArrayLike = 1.0,
        times: ArrayLike = 1.0,
        plus: ArrayLike = 0.0,
    ) -> Self:
        """Give every step its numbers, where one number may stand for all."""
        return cls(steps, *(np.asarray(one, np.float64) for one in (minus, over, times, plus)))

    @classmethod
    def assigning(cls, steps: StepArray, rates: ArrayLike) -> Self:
        """Forget the rate before."""
        return cls.of(steps, times=0.0, plus=rates)

    @classmethod
    def joined(cls, parts: Sequence["Updates"]) -> Self:
        """Put the updates of several rules in the order of their steps, then of the rules."""
        steps, *numbers = (np.concatenate(each) for each in zip(*map(_filled, parts), strict=True))
        order = np.argsort(steps, kind="stable")
        return cls(steps[order], *(column[order] for column in numbers))

    def later(self, delay: int) -> "Updates":
        """Return the same updates so many steps later."""
        return self._replace(steps=self.steps + delay)

    def applied(self, rate: float) -> FloatArray:
        """Return the `rate` before the first update, and that after each."""
        rates = np.empty(len(self.steps) + 1)
        rates[0] = rate
        if not self.times.any():
            rates[1:] = self.plus
        elif self.minus.any() or self.plus.any() or (self.over != 1).any():
            rates[1:] = self._one_by_one(rate)
        else:
            rates[1:] = self.times
            np.multiply.accumulate(rates, out=rates)
        return rates

    def _one_by_one(self, rate: float) -> list[float]:
        numbers = zip(*(self._each(column) for column in self[1:]), strict=True)
        return [
            rate := (rate - minus) / over * times + plus for minus, over, times, plus in numbers
        ]

    def _each(self, column: FloatArray) -> Iterable[float]:
        return column.tolist() if column.ndim else repeat(column.item(), len(self.steps))


UpdatesBetween: TypeAlias = Callable[[int, int], Updates]
"""The updates from a first to a last step, both counted."""


def follow(updates: UpdatesBetween, rate: float, steps: StepArray) -> FloatArray:
    """Return the rates at `steps`, in any order, of what starts from `rate` and is updated."""
    rates = np.zeros(steps.shape)
    last = int(steps.max(initial=-1))
    for first in range(0, last + 1, _BLOCK):
        final = min(first + _BLOCK - 1, last)
        block = updates(first, final)
        values = block.applied(rate)
        here = (steps >= first) & (steps <= final)
        rates[here] = values[np.searchsorted(block.steps, steps[here], side="right")]
        rate = float(values[-1])
    return rates


def between(first: int, last: int) -> StepArray:
    """Return the steps from `first` to `last`, both counted; none where these cross."""
    return np.arange(first, last + 1, dtype=np.int64)


def _filled(updates: Updates) -> Sequence[NDArray[Any]]:
    return np.broadcast_arrays(*updates)
