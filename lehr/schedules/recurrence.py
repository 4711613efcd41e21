"""Rates that are defined by the rate before, computed in blocks."""

from collections.abc import Callable

import numpy as np

from lehr.errors import InvalidRequest, Violation

from .base import FloatArray, StepArray

LAST_RECURRENT_STEP = 10_000_000
"""The farthest step that a recurrence is run to."""
_BLOCK = 65_536


def recur(
    combine: np.ufunc,
    initial: float,
    operands: Callable[[FloatArray], FloatArray],
    steps: StepArray,
) -> FloatArray:
    """Return x[t] at each of `steps`: x[0] is `initial`, x[t] is combine(x[t-1], operand(t)).

    `combine` is np.multiply or np.divide; `steps` may come in any order. Runs in float64 with the
    memory of one block and stops once x is 0. Raises InvalidRequest for steps beyond
    `LAST_RECURRENT_STEP`.
    """
    last = int(steps.max(initial=0))
    _refuse_beyond_last(last)
    rates = np.zeros(steps.shape)
    rates[steps == 0] = initial
    for first in range(0, last, _BLOCK):
        block = np.arange(first, min(first + _BLOCK, last) + 1, dtype=np.float64)
        values = combine.accumulate(np.concatenate(([initial], operands(block[1:]))))
        here = (steps > first) & (steps <= first + _BLOCK)
        rates[here] = values[steps[here] - first]
        initial = values[-1]
        if initial == 0:
            break
    return rates


def _refuse_beyond_last(step: int) -> None:
    if step > LAST_RECURRENT_STEP:
        rule = f"a recurrence is run to step {LAST_RECURRENT_STEP} at most; received step {step}"
        raise InvalidRequest([Violation("/form", rule)])
