"""Rates that do not go on as they went before."""

from typing import Final

from lehr.schedules.turns import Turn

from .warning import CurveWarning, Judged

SUDDEN: Final = 4
"""A change is sudden if it is so many times as large as those a step before and a step after."""


def jumps(curve: Judged) -> CurveWarning | None:
    """Warn of the first sudden change where one schedule follows another, or a climb ends."""
    for turn in curve.trace.turns:
        if turn.what in {"joint", "warmup_end"} and (rates := _sudden(curve, turn)):
            before, here = rates
            detail = f"the learning rate jumps from {before:g} to {here:g} at step {turn.step}"
            return CurveWarning("jump", detail)
    return None


def climbs(curve: Judged) -> CurveWarning | None:
    """Warn of a rate that rises after the schedule's end, with nothing to begin there."""
    steps, rates, turns = curve.trace.steps, curve.trace.rates, curve.trace.turns
    pieces = [turn for turn in turns if turn.what != "extreme"]
    if not pieces or pieces[-1].what != "end":
        return None
    later = rates[steps.searchsorted(pieces[-1].step) :]
    if later[later.argmax()] <= later[0] + curve.visible:
        return None
    detail = f"the schedule ends at step {pieces[-1].step}, after which the rate climbs again"
    return CurveWarning("past-the-end", detail)


def _sudden(curve: Judged, turn: Turn) -> tuple[float, float] | None:
    """Return the rates before and after a sudden change at a turn, if that is one.

    It is none where the rate stood still before and does so after, nor after a constant warmup.
    """
    near = curve.trace.around(turn)
    if near is None:
        return None
    earlier, before, here, after = near
    moved, moves = abs(before - earlier), abs(after - here)
    if moved == 0 and (turn.what == "warmup_end" or moves == 0):
        return None
    sudden = abs(here - before) > SUDDEN * max(moved, moves) + curve.visible
    return (before, here) if sudden else None
