"""The rates of a whole training as one array, for libraries that compile the lookup."""

from typing import Final

import numpy as np

from lehr.dialects import parse
from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Feedback, FloatArray, Schedule

STEPS: Final = 2**20
"""So many steps are looked up unless more are asked for: 4 MB of float32."""
MOST_STEPS: Final = 10**8


def stepwise(spec: object) -> Schedule:
    """Return the schedule that `spec` describes, a document, a constructor call or a Schedule.

    Raises InvalidRequest where it is none, or one that answers to a metric.
    """
    schedule = parse(spec)
    if isinstance(schedule, Feedback):
        rule = "the schedule must be a function of the step alone"
        raise InvalidRequest([Violation("/kind", f"{rule}; `{schedule.kind}` answers to a metric")])
    return schedule


def table(schedule: Schedule, steps: int, steps_per_epoch: int | None) -> FloatArray:
    """Return the float32 rates of `steps` steps as the preview has them.

    With `steps_per_epoch` the schedule counts epochs, and there is one rate an epoch. Raises
    InvalidRequest for numbers out of range and where a rate is not finite.
    """
    check_range("steps", steps)
    check_range("steps_per_epoch", steps_per_epoch or 1)
    return schedule.rates(np.arange(-(-steps // (steps_per_epoch or 1))), "float32")


def check_range(name: str, value: int) -> None:
    """Raise InvalidRequest unless `value`, a number of steps, is from 1 to `MOST_STEPS`."""
    if not 1 <= value <= MOST_STEPS:
        rule = f"`{name}` must be in [1, {MOST_STEPS}]"
        raise InvalidRequest([Violation(f"/{name}", f"{rule}; received {value}")])
