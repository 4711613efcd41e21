"""What a scheduler of torch does to the rate at each step, and the rates that follow from it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lehr.schedules import FloatArray, StepArray

_BLOCK = 65_536
_LONG = 16
"""So many updates in a row, on average, that differ in `times` alone are followed in one go."""


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
            self._follow(rates)
        else:
            rates[1:] = self.times
            np.multiply.accumulate(rates, out=rates)
        return rates

    def _follow(self, rates: FloatArray) -> None:
        """Fill in the rates after the first, one by one."""
        changes = self._changes()
        if len(changes) * _LONG < len(self.steps):
            self._follow_stretches(rates, changes)
            return
        rate, columns = rates[0].item(), _filled(self)[1:]
        numbers = zip(*(column.tolist() for column in columns), strict=True)
        rates[1:] = [rate := (rate - less) / part * one + more for less, part, one, more in numbers]

    def _follow_stretches(self, rates: FloatArray, changes: Sequence[int]) -> None:
        """Do as `_follow`, where little but `times` changes: the rest is looked up once."""
        _, minus, over, times, plus = _filled(self)
        rate = rates[0].item()
        for start, end in pairwise([0, *changes, len(times)]):
            less, part, more = minus[start].item(), over[start].item(), plus[start].item()
            numbers = times[start:end].tolist()
            followed = [rate := (rate - less) / part * one + more for one in numbers]
            rates[start + 1 : end + 1] = np.fromiter(followed, np.float64, end - start)

    def _changes(self) -> list[int]:
        """Return the places of updates that differ from the one before not in `times` alone."""
        columns = [column for column in (self.minus, self.over, self.plus) if column.ndim]
        changed = [column[1:] != column[:-1] for column in columns]
        return [place + 1 for place in np.flatnonzero(np.any(changed, axis=0)).tolist()]


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
