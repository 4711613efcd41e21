"""What a scheduler of torch does to the rate at each step, and the rates that follow from it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from lehr.schedules import FloatArray, StepArray

_BLOCK = 65_536


class Updates(NamedTuple):
    """Changes of the rate at `steps`: x becomes (x - minus) / over * times + plus.

    Every rule of torch is of this form to the last bit. Float64 arrays as long as `steps`, which
    increase and repeat where several rules act at one step; where nothing changes is no update.
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
        return cls(steps, *(_filled(one, steps) for one in (minus, over, times, plus)))

    @classmethod
    def assigning(cls, steps: StepArray, rates: ArrayLike) -> Self:
        """Forget the rate before."""
        return cls.of(steps, times=0.0, plus=rates)

    @classmethod
    def joined(cls, parts: Sequence["Updates"]) -> Self:
        """Put the updates of several rules in the order of their steps, then of the rules."""
        steps = np.concatenate([part.steps for part in parts])
        order = np.argsort(steps, kind="stable")
        numbers = (np.concatenate(column)[order] for column in list(zip(*parts, strict=True))[1:])
        return cls(steps[order], *numbers)

    def later(self, delay: int) -> "Updates":
        """Return the same updates so many steps later."""
        return self._replace(steps=self.steps + delay)

    def applied(self, rate: float) -> FloatArray:
        """Return the rate after each update, from the `rate` before the first."""
        if not self.times.any():
            return self.plus
        if not (self.minus.any() or self.plus.any() or (self.over != 1).any()):
            products: FloatArray = np.multiply.accumulate(np.concatenate(([rate], self.times)))
            return products[1:]
        rates = accumulate(self._numbers(), _updated, initial=rate)
        return np.fromiter(rates, dtype=np.float64)[1:]

    def _numbers(self) -> Iterator[tuple[float, ...]]:
        return zip(*(column.tolist() for column in self[1:]), strict=True)


UpdatesBetween: TypeAlias = Callable[[int, int], Updates]
"""The updates from a first to a last step, both counted."""


def follow(updates: UpdatesBetween, rate: float, steps: StepArray) -> FloatArray:
    """Return the rates at `steps`, in any order, of what starts from `rate` and is updated."""
    rates = np.zeros(steps.shape)
    last = int(steps.max(initial=-1))
    for first in range(0, last + 1, _BLOCK):
        final = min(first + _BLOCK - 1, last)
        block = updates(first, final)
        values = np.concatenate(([rate], block.applied(rate)))
        here = (steps >= first) & (steps <= final)
        rates[here] = values[np.searchsorted(block.steps, steps[here], side="right")]
        rate = float(values[-1])
    return rates


def between(first: int, last: int) -> StepArray:
    """Return the steps from `first` to `last`, both counted; none where these cross."""
    return np.arange(first, last + 1, dtype=np.int64)


def _updated(rate: float, numbers: tuple[float, ...]) -> float:
    minus, over, times, plus = numbers
    return (rate - minus) / over * times + plus


def _filled(numbers: ArrayLike, steps: StepArray) -> FloatArray:
    return np.broadcast_to(np.asarray(numbers, dtype=np.float64), steps.shape)
