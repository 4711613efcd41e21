"""A curve in a few numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lehr.schedules import FloatArray

from .trace import Trace


@dataclass(frozen=True)
class Summary:
    """A curve in a few numbers; `exact` if no step of the range is left out.

    `first`, `last` and `mean` are of the returned steps in their order, `minimum`, `maximum` and
    the first step that has it are of those around turns too. Rates are scalars of the curve's
    dtype, so that they print like the curve's.
    """

    first: np.floating[Any]
    last: np.floating[Any]
    minimum: np.floating[Any]
    maximum: np.floating[Any]
    mean: float
    peak_step: int
    exact: bool


def summarised(rates: FloatArray, trace: Trace, *, exact: bool) -> Summary:
    """Return the summary of returned rates, in the order of their steps, and of their trace."""
    return Summary(
        first=rates[0],
        last=rates[-1],
        minimum=trace.rates[trace.lowest],
        maximum=trace.rates[trace.peak],
        mean=float(np.add.reduce(rates, dtype=np.float64)) / len(rates),
        peak_step=int(trace.steps[trace.peak]) // trace.each * trace.each,
        exact=exact,
    )
