"""The course of a run: what is ahead of it, and what is told of the epochs behind it."""

from collections.abc import Sequence
from typing import NamedTuple

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.range_test import smoothed, stop_index
from lehr.experiments.records import Plan
from lehr.schedules import FloatArray
from worker.trainer import Report

from .assembly import shortest
from .planned_rates import rates_of


class Passed(NamedTuple):
    """An epoch that a trainer has trained."""

    record: EpochRecord
    steps: FloatArray
    """Rate and loss of its updates (updates, 2), of none where they are not kept."""


class Course:
    """Tells a trainer the rates of the epochs to come, and hears of those that have passed."""

    def __init__(self, experiment: Experiment, plan: Plan, report: Report) -> None:
        self._plan = plan
        self._report = report
        self._rates = rates_of(experiment, plan)
        self._left = experiment.epochs
        self._test = experiment.lr_range_test
        self._losses: list[float] = []

    @property
    def finished(self) -> bool:
        """Whether no epoch is left."""
        return not self._left

    @property
    def tentative(self) -> bool:
        """Whether an epoch may change what comes after it, or end the run."""
        return self._rates.tentative or self._test is not None

    def ahead(self, epochs: int) -> FloatArray:
        """Return the rates (epochs, updates) of the next epochs: one at least, `epochs` at most.

        The run must not be finished.
        """
        return self._rates.ahead(min(epochs, self._left))

    def pass_epochs(self, passed: Sequence[Passed]) -> int:
        """Report the next epochs up to one that changes what comes after it; return how many."""
        count = 0
        for record, steps in passed[: self._before_end(passed)]:
            self._report_epoch(record, steps)
            self._left -= 1
            count += 1
            if not self._rates.pass_epoch(record):
                break
        return count

    def _before_end(self, passed: Sequence[Passed]) -> int:
        """Return how many of the epochs are left to a range test, the one where it diverges too."""
        if self._test is None:
            return len(passed)
        self._losses += [loss for _, steps in passed for loss in steps[:, 1].tolist()]
        means = smoothed(self._losses[: self._test.steps])
        diverged = stop_index(means, self._test.stop_factor)
        if diverged is not None:
            trained = passed[0].record.epoch - 1
            self._left = diverged // self._plan.steps_per_epoch + 1 - trained
        return self._left

    def _report_epoch(self, record: EpochRecord, steps: FloatArray) -> None:
        if len(steps):
            first = (record.epoch - 1) * self._plan.steps_per_epoch
            kept = steps if self._test is None else steps[: self._test.steps - first]
            self._report.steps(
                [
                    StepRecord(step, shortest(rate), float(loss))
                    for step, (rate, loss) in enumerate(kept, start=first)
                ]
            )
        self._report.epoch(record)
