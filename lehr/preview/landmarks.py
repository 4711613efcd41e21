"""Steps of a curve where something happens."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, Literal, TypeAlias

from lehr.schedules.turns import What

from .summary import Summary
from .trace import Trace

MOST_LANDMARKS: Final = 100
"""So many landmarks are told besides the peak and the floor."""

Event: TypeAlias = Literal["warmup_end", "restart", "boundary", "peak", "floor"]

EVENTS: Final[Mapping[What, Event]] = {
    "boundary": "boundary",
    "joint": "boundary",
    "restart": "restart",
    "warmup_end": "warmup_end",
}


@dataclass(frozen=True)
class Landmark:
    """A step where something happens: to the schedule, or the curve's `peak` or `floor`.

    `warmup_end` is the first step after a climb, `restart` and `boundary` are the first ones of
    another cycle or piece. The peak is the first step with the highest rate, unless that is the
    first of all; from the floor on the rate stays to the end at its lowest since the peak.
    """

    step: int
    what: Event


def landmarks(trace: Trace, summary: Summary) -> tuple[Landmark, ...]:
    """Return what happens in the range, in the order of steps."""
    told = events(trace)[:MOST_LANDMARKS]
    if summary.peak_step > trace.steps[0]:
        told.append((summary.peak_step, "peak"))
    # Most curves move to their end, and this is soon seen.
    if trace.rates[-1] == trace.rates[-2:][0] and (floor := _floor(trace)) is not None:
        told.append((floor, "floor"))
    told.sort(key=itemgetter(0))
    return tuple([Landmark(step, what) for step, what in told])


def events(trace: Trace) -> list[tuple[int, Event]]:
    """Return the steps of the range at which its first turns are landmarks, and what they are."""
    # A boundary may be a joint as well.
    told = [(step, EVENTS[what]) for step, what in trace.turns if what in EVENTS]
    return list(dict.fromkeys(told))


def _floor(trace: Trace) -> int | None:
    since = trace.rates[trace.peak :]
    lowest = trace.rates[trace.lowest] if trace.lowest >= trace.peak else since.min()
    if since[0] == since[-1] or lowest < since[-1]:
        return None
    # From the end back to the last rate that is higher.
    flat = int((since[::-1] > since[-1]).argmax())
    return int(trace.steps[-flat]) // trace.each * trace.each if flat > 1 else None
