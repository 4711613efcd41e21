"""A schedule's curve at the steps that are asked for."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from lehr.schedules import Caution, Feedback, FloatArray, Precision, Schedule, StepArray

from .curve import Curve
from .identity import schedule_hash
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
    steps = options.sampled_steps()
    dtype = options.dtype or schedule.arithmetic
    unit: Unit = options.unit if options.metric is None else "epoch"
    rates, trace = _traced(schedule, steps, options, dtype)
    summary = summarised(_in_order(rates, options), trace, exact=options.leaves_none_out)
    return Curve(
        schedule=schedule,
        unit=unit,
        dtype=dtype,
        steps=steps,
        learning_rates=rates,
        summary=summary,
        landmarks=landmarks(trace, summary),
        warnings=tuple(_warnings(schedule, Judged(trace, summary, options))),
        hash=schedule_hash(schedule, unit),
    )


def _traced(
    schedule: Schedule, steps: StepArray, options: PreviewOptions, dtype: Precision
) -> tuple[FloatArray, Trace]:
    if isinstance(schedule, Feedback):
        replay = schedule.replay(options.metric or (), dtype)
        return traced(replay.__getitem__, schedule.changes(replay), steps, options)
    return traced(partial(schedule.rates, dtype=dtype), schedule.turns(1), steps, options)


def _in_order(rates: FloatArray, options: PreviewOptions) -> FloatArray:
    return rates if options.at is None else rates[np.argsort(options.at, kind="stable")]


def _warnings(schedule: Schedule, judged: Judged) -> Iterator[CurveWarning]:
    cautions = list(_cautions(schedule, judged.options))
    known = {caution.code for caution in cautions}
    yield from (warning for warning in warnings(judged) if warning.code not in known)
    yield from (CurveWarning(caution.code, caution.detail) for caution in cautions)


def _cautions(schedule: Schedule, options: PreviewOptions) -> Iterator[Caution]:
    yield from schedule.cautions(options.last_step // (options.steps_per_epoch or 1))
    if isinstance(schedule, Feedback):
        yield from schedule.cautions_on(options.metric or ())
