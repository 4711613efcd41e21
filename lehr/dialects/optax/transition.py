"""Transitions that begin later."""

import numpy as np

from lehr import schedules
from lehr.schedules import Schedule, StepArray


def begun(steps: StepArray, transition_begin: int) -> StepArray:
    """Return the steps since the beginning; counted as integers, before float32 rounds them."""
    return np.maximum(steps - transition_begin, 0)


def held(schedule: Schedule, transition_begin: int) -> Schedule:
    """Return the canonical schedule whose first rate is held until the beginning."""
    if not transition_begin:
        return schedule
    return schedules.Shift(schedule=schedule, steps=transition_begin)
