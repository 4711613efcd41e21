"""Where a curve turns, said by the schedules themselves: steps at which another piece begins."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from heapq import merge
from itertools import chain, count, islice, repeat, takewhile
from math import ceil
from typing import Final, Literal, NamedTuple, TypeAlias

What: TypeAlias = Literal["boundary", "end", "extreme", "joint", "restart", "warmup_end"]
"""What a turn is.

boundary: another piece of one formula begins. joint: another schedule begins. restart: the formula
begins anew. warmup_end: a climb to the full rate is complete. end: the change is complete, from
here on the formula means nothing to happen. extreme: the rate may be at its highest or lowest; of
waves that are alike, or ever lower, the first two tell.
"""

_BEYOND: Final = 2**62
"""No range reaches here, and not even infinity turns later."""


class Turn(NamedTuple):
    """The first step of a piece of a curve.

    Between turns a rate rises, falls or stays, unless one part of it rises while another falls.
    """

    step: int
    what: What


Turns: TypeAlias = Iterator[Turn]
"""Turns in the order of their steps, without an end where the curve never settles."""


def turn(step: float, what: What) -> Turn:
    """Return the turn at the first whole step that is not before `step`."""
    return Turn(ceil(min(step, _BEYOND)), what)


def arrival(step: float, start: float, end: float) -> Turn:
    """Return the turn where a way from one rate to another is complete, upwards a warmup."""
    return turn(step, "warmup_end" if start < end else "end")


def since(first: int, *turns: Turn) -> Turns:
    """Yield what of `turns` is not before `first`."""
    return iter([one for one in turns if one.step >= first])


def before(end: float, turns: Turns) -> Turns:
    """Yield the turns that come before `end`."""
    return takewhile(lambda one: one.step < end, turns)


def delayed(steps: int, turns: Turns) -> Turns:
    """Yield the turns so many steps later."""
    return (Turn(one.step + steps, one.what) for one in turns)


def merged(curves: Sequence[Turns]) -> Turns:
    """Yield the turns of curves that run side by side."""
    return merge(*curves) if len(curves) > 1 else chain(*curves)


def waving(length: float | Fraction, first: int, offset: float = 0) -> Turns:
    """Yield the first two extremes from `first` on of a wave with one every `length` steps."""
    return islice(recurring(length, "extreme", first, offset), 2)


def recurring(length: float | Fraction, what: What, first: int, offset: float = 0) -> Turns:
    """Yield the turns at offset, offset + length ... from `first` on, without an end.

    Each at the first whole step that is not before it; a length below a step counts as one.
    """
    period, parts = min(max(length, 1), _BEYOND).as_integer_ratio()
    start, start_parts = min(offset, _BEYOND).as_integer_ratio()
    # Whole numbers of parts of a step: a product of floats could miss a step far out.
    each, origin, step = period * start_parts, start * parts, parts * start_parts
    passed = ((first - 1) * step - origin) // each
    begun = count(origin + max(passed + 1, 0) * each, each)
    whole = begun if step == 1 else (-(-part // step) for part in begun)
    # As `Turn` makes them, which many turns wait for.
    return map(partial(tuple.__new__, Turn), zip(whole, repeat(what), strict=False))
