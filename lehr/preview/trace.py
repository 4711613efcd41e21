"""What a curve is judged by: its rates where they are asked for, and around its turns."""

from collections.abc import Callable, Sequence
from itertools import groupby, islice
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from lehr.schedules import FloatArray, StepArray
from lehr.schedules.turns import Turn, Turns

from .options import PreviewOptions

MOST_TURNS: Final = 110
"""So many turns of a curve are looked at."""
FIRST_TURNS: Final = 10
"""Of more, as curves have that never settle, no more than these: a long range costs no more."""
_AHEAD: Final = 4
_AROUND: Final = (-2, -1, 0, 1)

Rates: TypeAlias = Callable[[StepArray], FloatArray]
"""The rates at steps as the schedule counts them."""


class Trace(NamedTuple):
    """A curve at the returned steps and around its turns, all in increasing order.

    Around a turn are the two steps before it, itself, and the next, as the schedule counts them.
    """

    steps: StepArray
    rates: FloatArray
    each: int
    """Steps of which the schedule sees but one."""
    turns: list[Turn]
    """The turns of the range if they are at most `MOST_TURNS`, else the first `FIRST_TURNS`."""
    ahead: list[Turn]
    """The next few turns, whether in the range or beyond it."""
    peak: int
    """The place of the first of the highest rates."""
    lowest: int
    """The place of the first of the lowest rates."""

    def around(self, turn: Turn) -> list[float] | None:
        """Return the two rates before a turn, its own and the next; None beyond the range."""
        near = [turn.step + distance * self.each for distance in _AROUND]
        if near[0] < 0 or near[-1] > self.steps[-1]:
            return None
        found: list[float] = self.rates[self.steps.searchsorted(near)].tolist()
        return found


def traced(rates: Rates, turns: Turns, options: PreviewOptions) -> tuple[FloatArray, Trace]:
    """Return the rates at the sampled steps, in their order, and the trace that they belong to.

    `turns` begin with step 1, as the schedule counts.
    """
    steps, each = options.sampled_steps, options.each
    last = options.last_step // each
    found, ahead = _divided(turns, last)
    around = [] if options.samples_all or not found else _around(found, last)
    turned = each, _asked_for(found, each), _asked_for(ahead, each)
    if not around and options.at is None:
        every = rates(options.counted_steps)
        return every, _trace(steps, every, *turned)
    counted = np.concatenate((options.counted_steps, np.array(around, dtype=np.int64)))
    every = rates(counted)
    seen = counted if each == 1 else np.concatenate((steps, counted[len(steps) :] * each))
    order = seen.argsort(kind="stable")
    return every[: len(steps)], _trace(seen[order], every[order], *turned)


def _trace(
    steps: StepArray, rates: FloatArray, each: int, turns: list[Turn], ahead: list[Turn]
) -> Trace:
    return Trace(steps, rates, each, turns, ahead, int(rates.argmax()), int(rates.argmin()))


def _divided(turns: Turns, last: int) -> tuple[list[Turn], list[Turn]]:
    """Return the turns up to step `last`, of too many the first, and the next few."""
    different = groupby(turns)
    found: list[Turn] = []
    for turn, _ in islice(different, MOST_TURNS):
        if turn.step > last:
            return found, [turn, *(later for later, _ in islice(different, _AHEAD - 1))]
        found.append(turn)
    ahead = [turn for turn, _ in islice(different, _AHEAD)]
    if ahead and ahead[0].step <= last:
        return found[:FIRST_TURNS], found[FIRST_TURNS:][:_AHEAD]
    return found, ahead


def _around(turns: Sequence[Turn], last: int) -> list[int]:
    near = [turn.step + distance for turn in turns for distance in _AROUND]
    return [step for step in near if 0 <= step <= last]


def _asked_for(turns: list[Turn], each: int) -> list[Turn]:
    """Return the turns at the steps that are asked for, so many to one that the schedule sees."""
    return turns if each == 1 else [Turn(turn.step * each, turn.what) for turn in turns]
