"""What is legal about a curve and probably not meant."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lehr.schedules import FloatArray, Schedule, StepArray


@dataclass(frozen=True)
class CurveWarning:
    """Something about the curve that is legal and probably not meant."""

    code: str
    detail: str


def warnings(steps: StepArray, rates: FloatArray) -> Iterator[CurveWarning]:
    """Yield what rates in the order of their steps give cause to."""
    vanished = (rates == 0) & (np.maximum.accumulate(rates) > 0)
    if vanished.any():
        step = int(steps[vanished.argmax()])
        rule = f"the learning rate is exactly 0 in {rates.dtype} at step {step}: nothing is learned"
        yield CurveWarning("vanishes", rule)


def cautions(schedule: Schedule, steps: StepArray) -> Iterator[CurveWarning]:
    """Yield what the schedule itself warns of, up to the last of `steps`."""
    for caution in schedule.cautions(int(steps[-1])):
        yield CurveWarning(caution.code, caution.detail)
