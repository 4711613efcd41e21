"""A picture of each kind's example, over as many steps as tell what it does."""

from itertools import islice
from typing import Final

import numpy as np

from lehr.dialects import ScheduleEntry, parse
from lehr.plots import Look
from lehr.plots.curves import draw
from lehr.preview import PreviewOptions, preview
from lehr.schedules import Feedback, Schedule

METRIC: Final = (1.0, 0.8, 0.7, 0.65, 0.62, *[0.61] * 25, 0.5, 0.45, *[0.44] * 28)
"""What feedback schedules answer to in pictures: it falls, rests, falls and rests."""
FEW: Final = 6
"""So many turns of a curve tell how it goes on."""
LENGTHS: Final = (100, 1_000, 10_000, 100_000)


def drawn(entry: ScheduleEntry) -> bytes:
    """Return the SVG of a kind's example."""
    return draw([preview(parse(entry.example), options(entry))], Look(), "svg")


def options(entry: ScheduleEntry) -> PreviewOptions:
    """Return what of a kind's example is looked at."""
    if entry.feedback:
        return PreviewOptions(metric=METRIC, steps_per_epoch=_epoch(parse(entry.example)))
    return PreviewOptions(steps=length(parse(entry.example)), points=400)


def length(schedule: Schedule) -> int:
    """Return steps that go a quarter beyond a curve's first turns.

    Of a curve without any, those in which the rate is halved or doubled.
    """
    if turns := [turn.step for turn in islice(schedule.turns(1), FEW)]:
        return max(turns[-1] * 5 // 4, turns[-1] + 2)
    return next((steps for steps in LENGTHS if _changes(schedule, steps)), LENGTHS[1])


def _changes(schedule: Schedule, steps: int) -> bool:
    rates = schedule.rates(np.linspace(0, steps - 1, 50).astype(np.int64))
    return bool(rates.max() >= 2 * rates.min())


def _epoch(schedule: Schedule) -> int | None:
    """Return the updates an epoch has where the schedule counts them too."""
    return 10 if isinstance(schedule, Feedback) and schedule.children else None
