"""Rates at which nothing is learned."""

from collections.abc import Iterator
from typing import Final

from .warning import CurveWarning, Judged

PRECISIONS: Final = {4: "float32", 8: "float64"}
"""What a rate of so many bytes is: NumPy takes long to say it."""


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
    # Before the first rate above 0 nothing has vanished yet.
    begun = 0 if rates[0] > 0 else int((rates > 0).argmax())
    lowest = begun + int(rates[begun:].argmin()) if begun else curve.trace.lowest
    if curve.summary.maximum > 0 == rates[lowest]:
        where = f"exactly 0 in {PRECISIONS[rates.itemsize]} at step {steps[lowest]}"
        yield CurveWarning("vanishes", f"the learning rate is {where}: nothing is learned")
