"""A schedule's curve at the steps that are asked for."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from lehr.schedules import Caution, EpochRate, Feedback, FloatArray, Precision, Schedule, StepArray

from .curve import Curve
from .landmarks import landmarks
from .options import PreviewOptions, Unit, check_asked
from .summary import summarised
from .trace import Trace, traced
from .warnings import CurveWarning, Judged, warnings


def preview(schedule: Schedule, options: PreviewOptions) -> Curve:
    """Return the schedule's curve at the steps that `options` choose.

    Raises InvalidRequest where a rate is not finite or a recurrence would run too far.
    """
    check_asked([schedule], options)
    return sampled(schedule, options)


def sampled(schedule: Schedule, options: PreviewOptions) -> Curve:
    """Return the curve at steps that `check_asked` has nothing against."""
    dtype = options.dtype or schedule.arithmetic
    rates, trace = _traced(schedule, options, dtype)
    summary = summarised(_in_order(rates, options), trace, exact=options.leaves_none_out)
    return Curve(
        schedule=schedule,
        options=options,
        unit=_unit(schedule, options),
        dtype=dtype,
        learning_rates=rates,
        summary=summary,
        landmarks=landmarks(trace, summary),
        warnings=tuple(_warnings(schedule, Judged(trace, summary, options))),
    )


def _traced(
    schedule: Schedule, options: PreviewOptions, dtype: Precision
) -> tuple[FloatArray, Trace]:
    metric = options.metric
    if metric is None or not isinstance(schedule, Feedback):
        return traced(partial(schedule.rates, dtype=dtype), schedule.turns(1), options)
    length = options.epoch_length

    def rates(counted: StepArray) -> FloatArray:
        return schedule.trace(metric, counted // length, counted, dtype)

    return traced(rates, schedule.turns_on(metric, length), options)


def _unit(schedule: Schedule, options: PreviewOptions) -> Unit:
    """Return what the schedule counts: a metric is of epochs, and so are steps without a length."""
    if options.metric is None:
        return options.unit
    in_steps = options.steps_per_epoch is not None and not isinstance(schedule, EpochRate)
    return options.unit if in_steps else "epoch"


def _in_order(rates: FloatArray, options: PreviewOptions) -> FloatArray:
    return rates if options.at is None else rates[np.argsort(options.at, kind="stable")]


def _warnings(schedule: Schedule, judged: Judged) -> list[CurveWarning]:
    told, cautions = warnings(judged), _cautions(schedule, judged.options)
    if not cautions:
        return told
    known = {caution.code for caution in cautions}
    others = [warning for warning in told if warning.code not in known]
    return others + [CurveWarning(caution.code, caution.detail) for caution in cautions]


def _cautions(schedule: Schedule, options: PreviewOptions) -> Sequence[Caution]:
    cautions = schedule.cautions(options.last_step // options.each)
    if options.metric is None or not isinstance(schedule, Feedback):
        return cautions
    return [*cautions, *schedule.cautions_on(options.metric)]
