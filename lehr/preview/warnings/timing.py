"""Schedules that are longer or shorter than the range that is asked for."""

from collections.abc import Sequence
from itertools import takewhile
from math import ceil
from typing import Final

from lehr.schedules.turns import Turn

from .warning import CurveWarning, Judged

EARLY: Final = 0.02
"""A schedule of epochs that is counted in steps is over in less than this part of the range."""
FAR: Final = 50
"""A schedule of steps that is counted in epochs turns so many times beyond the range."""
EPOCHS: Final = 1000
"""A range of more is hardly one of epochs, and one of fewer hardly one of steps."""


def untimely(curve: Judged) -> CurveWarning | None:
    """Warn of a unit that is not meant, or else of what the range ends before."""
    length, summary = curve.options.length, curve.summary
    if length is None or summary.maximum == summary.minimum:
        return None
    beyond = [turn for turn in curve.trace.ahead if turn.step >= length]
    if mistaken := _mistaken(curve, length, beyond):
        return CurveWarning("unit-mix-up", mistaken)
    return _unfinished(curve, length, beyond) if beyond else None


def _mistaken(curve: Judged, length: int, beyond: Sequence[Turn]) -> str | None:
    turns, each = curve.trace.turns, curve.trace.each
    if curve.options.unit == "step" and curve.options.metric is None:
        if length < EPOCHS or not _over(curve, length):
            return None
        part = f"the first {EARLY:.0%} of the range"
        return f"all but a hundredth of the rate is gone in {part}: perhaps it counts epochs"
    if turns or length > EPOCHS * each:
        return None
    if not beyond and curve.summary.maximum - curve.summary.minimum < curve.visible:
        return "the rate changes by less than a hundredth: perhaps the schedule counts steps"
    if not beyond or beyond[0].step < FAR * length:
        return None
    place = f"epoch {beyond[0].step // each} of {-(-length // each)}"
    return f"nothing happens before {place}: perhaps the schedule counts steps"


def _over(curve: Judged, length: int) -> bool:
    if curve.summary.last > curve.visible:
        return False
    later = curve.trace.rates[curve.trace.steps.searchsorted(ceil(EARLY * length)) :]
    return bool(later.max(initial=0) <= curve.visible)


def _unfinished(curve: Judged, length: int, beyond: Sequence[Turn]) -> CurveWarning | None:
    climbs = beyond[0].what == "warmup_end"
    if climbs and "warmup_end" not in [turn.what for turn in curve.trace.turns]:
        detail = f"the warmup takes {beyond[0].step} steps, of which the range has {length}"
        return CurveWarning("warmup-not-completed", detail)
    rest = takewhile(lambda turn: turn.what not in {"restart", "joint"}, beyond)
    end = next((turn.step for turn in rest if turn.what == "end"), 0)
    if end <= length or curve.trace.rates[-1] > curve.trace.rates[-2]:
        return None
    detail = f"the schedule ends at step {end}, the range at step {length - 1}"
    return CurveWarning("floor-not-reached", detail)
