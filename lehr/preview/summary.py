"""A curve in a few numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lehr.schedules import FloatArray, StepArray


@dataclass(frozen=True)
class Summary:
    """The sampled rates in the order of their steps; `exact` if no step of the range is left out.

    Rates are scalars of the curve's dtype, so that they print like the curve's.
    """

    first: np.floating[Any]
    last: np.floating[Any]
    minimum: np.floating[Any]
    maximum: np.floating[Any]
    mean: float
    peak_step: int
    exact: bool


def summarised(steps: StepArray, rates: FloatArray, *, exact: bool) -> Summary:
    """Return the summary of rates in the order of their steps."""
    peak = rates.argmax()
    return Summary(
        first=rates[0],
        last=rates[-1],
        minimum=rates.min(),
        maximum=rates[peak],
        mean=float(rates.mean(dtype=np.float64)),
        peak_step=int(steps[peak]),
        exact=exact,
    )
