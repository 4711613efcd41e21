"""Rates at which nothing is learned."""

from collections.abc import Iterator

import numpy as np

from .warning import CurveWarning, Judged


def wasted(curve: Judged) -> Iterator[CurveWarning]:
    """Warn of a climb whose first update has a rate of 0."""
    trace = curve.trace
    if trace.rates[0] == 0 == trace.steps[0] and curve.summary.maximum > 0:
        detail = "the learning rate is 0 at step 0: the first update changes nothing"
        yield CurveWarning("zero-first-step", detail)


def vanishing(curve: Judged) -> Iterator[CurveWarning]:
    """Warn of a rate that falls to 0."""
    if curve.summary.minimum > 0:
        return
    steps, rates = curve.trace.steps, curve.trace.rates
    vanished = (rates == 0) & (np.maximum.accumulate(rates) > 0)
    if vanished.any():
        where = f"exactly 0 in {rates.dtype} at step {steps[vanished.argmax()]}"
        yield CurveWarning("vanishes", f"the learning rate is {where}: nothing is learned")
