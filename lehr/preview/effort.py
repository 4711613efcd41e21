"""What a preview costs, known before it is made."""

from lehr.schedules import Schedule
from lehr.schedules.nesting import nodes

from .options import PreviewOptions


def effort(schedule: Schedule, options: PreviewOptions) -> int:
    """Return how many rates will be computed, those of nested schedules among them."""
    if options.metric is not None:
        return len(options.metric) * nodes(schedule)
    last = options.last_step // (options.steps_per_epoch or 1)
    return options.count * nodes(schedule) + schedule.recurred(last)
