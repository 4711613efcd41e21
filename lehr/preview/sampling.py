"""A schedule's curve at the steps that are asked for."""

import numpy as np

from lehr.metric import check_metric
from lehr.schedules import Feedback, FloatArray, Precision, Schedule, StepArray

from .curve import Curve
from .identity import schedule_hash
from .landmarks import landmarks
from .options import PreviewOptions, Unit
from .summary import summarised
from .warnings import cautions, warnings


def preview(schedule: Schedule, options: PreviewOptions) -> Curve:
    """Return the schedule's curve at the steps that `options` choose.

    Raises InvalidRequest where a rate is not finite or a recurrence would run too far.
    """
    steps = options.sampled_steps()
    dtype = options.dtype or schedule.arithmetic
    unit = _unit(schedule, options)
    rates = _rates(schedule, options, steps, dtype)
    order = np.argsort(steps, kind="stable")
    ordered = steps[order], rates[order]
    return Curve(
        schedule=schedule,
        unit=unit,
        dtype=dtype,
        steps=steps,
        learning_rates=rates,
        summary=summarised(*ordered, exact=options.covers(ordered[0])),
        landmarks=tuple(landmarks(*ordered)),
        warnings=(*warnings(*ordered), *cautions(schedule, options.counted(ordered[0]))),
        hash=schedule_hash(schedule, unit),
    )


def _rates(
    schedule: Schedule, options: PreviewOptions, steps: StepArray, dtype: Precision
) -> FloatArray:
    check_metric(schedule, options.metric)
    counted = options.counted(steps)
    if isinstance(schedule, Feedback):
        return schedule.trace(options.metric or (), options.epochs(steps), counted, dtype)
    return schedule.rates(counted, dtype)


def _unit(schedule: Schedule, options: PreviewOptions) -> Unit:
    """Return what the schedule counts: a metric is of epochs, and so are steps without a length."""
    if not isinstance(schedule, Feedback):
        return options.unit
    return options.unit if schedule.children and options.steps_per_epoch else "epoch"
