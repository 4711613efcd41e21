"""What a preview costs, known before it is made."""

from lehr.schedules import Schedule
from lehr.schedules.nesting import nodes

from .options import PreviewOptions


def effort(schedule: Schedule, options: PreviewOptions) -> int:
    """Return how many rates will be computed, those of nested schedules among them."""
    sampled = options.count + len(options.metric or ())
    return sampled * nodes(schedule) + schedule.recurred(options.last_step // options.each)
