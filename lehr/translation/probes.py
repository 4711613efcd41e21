"""Whether two curves are one, by their rates where curves differ if they do."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from lehr.errors import InvalidRequest
from lehr.schedules import FloatArray, Precision, Schedule, StepArray

_FARTHEST: Final = (10**12, 10**6, 10**3, 1)
"""How far probes go at most; nearer where the farther have no rates."""


def probes(schedule: Schedule) -> StepArray:
    """Return steps on both sides of every number among the parameters, and evenly between.

    None beyond the first limit up to which all of them have a rate.
    """
    numbers = [n for n in _numbers(schedule.model_dump()) if 1 <= n <= _FARTHEST[0]]
    end = 2 * int(sum(numbers, start=100.0))
    near = [int(number) + offset for number in numbers for offset in (-1, 0, 1, 2)]
    evenly = np.linspace(0, end, 97, dtype=np.int64).tolist()
    far = [10**power for power in (3, 4, 5)]
    steps = np.unique(np.array([*range(8), *near, *evenly, *far], dtype=np.int64))
    for farthest in _FARTHEST:
        reached = steps[steps < farthest]
        if _has_rates(schedule, reached):
            return reached
    return steps[:1]


def tolerance(expected: FloatArray) -> FloatArray:
    """Return by how much rates may miss those expected, which have the dtype to be met."""
    values = np.abs(expected.astype(np.float64))
    epsilon = float(np.finfo(expected.dtype).eps)
    share, of_peak = (2 * epsilon, 2) if expected.dtype == np.float32 else (1e-12, 4)
    allowed: FloatArray = share * values + of_peak * epsilon * values.max()
    return allowed


def furthest(found: FloatArray, expected: FloatArray) -> float:
    """Return the largest difference over what may be missed; up to 1 the curves are the same."""
    allowed = tolerance(expected)
    missed = np.abs(found.astype(np.float64) - expected.astype(np.float64))
    return float(np.max(missed / np.maximum(allowed, np.finfo(np.float64).tiny)))


def rates(schedule: Schedule, steps: StepArray, dtype: Precision) -> FloatArray | None:
    """Return the rates of a schedule, None where it refuses to have them."""
    try:
        return schedule.rates(steps, dtype)
    except InvalidRequest:
        return None


def _has_rates(schedule: Schedule, steps: StepArray) -> bool:
    return rates(schedule, steps, "float64") is not None


def _numbers(document: Any) -> Iterator[float]:
    match document:
        case bool():
            return
        case int() | float():
            yield document
        case Mapping():
            for one in document.values():
                yield from _numbers(one)
        case str():
            return
        case Sequence():
            for one in document:
                yield from _numbers(one)
        case _:
            return
