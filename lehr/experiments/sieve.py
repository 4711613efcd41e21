"""A bound on the updates that a run keeps."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil, inf, isnan

from .history import StepRecord

STEPS_KEPT = 10_000
"""Updates that a run keeps at most."""


class StepSieve:
    """Passes on a run's updates while it trains, at most `STEPS_KEPT` of all of them.

    Of a longer run the updates are cut into buckets of equal length; of each stay those with the
    lowest and the highest loss (one that is not a number counts as the highest), and always the
    first and the last update of the run.
    """

    def __init__(self, steps: int) -> None:
        """Begin a run of so many updates."""
        buckets = STEPS_KEPT // 2 - 1
        self._width = 1 if steps <= STEPS_KEPT else ceil(steps / buckets)
        self._open: list[StepRecord] = []

    def passed(self, steps: Sequence[StepRecord]) -> list[StepRecord]:
        """Take the updates that follow; return what stays of the buckets that are full."""
        if self._width == 1:
            return list(steps)
        *full, last = self._buckets([*self._open, *steps])
        self._open = _by_step(*_extremes(last), last[-1])
        return [step for bucket in full for step in _extremes(bucket)]

    def rest(self) -> list[StepRecord]:
        """Return what stays of the last bucket, once the run has ended."""
        rest, self._open = self._open, []
        return rest

    def _buckets(self, steps: Sequence[StepRecord]) -> list[list[StepRecord]]:
        return [list(bucket) for _, bucket in groupby(steps, lambda one: one.step // self._width)]


def _extremes(bucket: Sequence[StepRecord]) -> list[StepRecord]:
    first = [step for step in bucket[:1] if step.step == 0]
    return _by_step(*first, min(bucket, key=_ranked), max(bucket, key=_ranked))


def _by_step(*steps: StepRecord) -> list[StepRecord]:
    found = {step.step: step for step in steps}
    return [found[number] for number in sorted(found)]


def _ranked(step: StepRecord) -> float:
    return inf if isnan(step.loss) else step.loss
