"""Rates at which nothing is learned."""

from typing import Final

from .warning import CurveWarning, Judged

PRECISIONS: Final = {4: "float32", 8: "float64"}
"""What a rate of so many bytes is: NumPy takes long to say it."""


def wasted(curve: Judged) -> CurveWarning | None:
    """Warn of a climb whose first update has a rate of 0."""
    trace = curve.trace
    if trace.rates[0] != 0 or trace.steps[0] != 0 or curve.summary.maximum == 0:
        return None
    detail = "the learning rate is 0 at step 0: the first update changes nothing"
    return CurveWarning("zero-first-step", detail)


def vanishing(curve: Judged) -> CurveWarning | None:
    """Warn of a rate that falls to 0."""
    if curve.summary.minimum > 0:
        return None
    steps, rates = curve.trace.steps, curve.trace.rates
    # Before the first rate above 0 nothing has vanished yet.
    begun = 0 if rates[0] > 0 else int((rates > 0).argmax())
    lowest = begun + int(rates[begun:].argmin()) if begun else curve.trace.lowest
    if rates[lowest] > 0 or curve.summary.maximum == 0:
        return None
    where = f"exactly 0 in {PRECISIONS[rates.itemsize]} at step {steps[lowest]}"
    return CurveWarning("vanishes", f"the learning rate is {where}: nothing is learned")
