"""The course of a run: what is ahead of it, and what is told of the epochs behind it."""

from collections.abc import Sequence

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.range_test import Divergence
from lehr.experiments.records import Plan
from lehr.schedules import FloatArray
from worker.trainer import Report

from .assembly import shortest
from .planned_rates import rates_of


class Course:
    """Tells a trainer the rates of the epochs to come, and hears of those that have passed."""

    def __init__(self, experiment: Experiment, plan: Plan, report: Report) -> None:
        self._plan = plan
        self._report = report
        self._rates = rates_of(experiment, plan)
        self._left = experiment.epochs
        self._test = experiment.lr_range_test
        self._divergence = Divergence()

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

    def pass_epoch(self, record: EpochRecord, steps: FloatArray) -> bool:
        """Report the next epoch; return whether what was told of those after it still holds.

        `steps` holds rate and loss of its updates (updates, 2), of none where they are not kept.
        """
        kept = self._step_records(record.epoch, steps)
        if kept:
            self._report.steps(kept)
        self._report.epoch(record)
        self._left = 0 if self._diverges(kept) else self._left - 1
        return self._rates.pass_epoch(record) and not self.finished

    def _step_records(self, epoch: int, steps: FloatArray) -> Sequence[StepRecord]:
        """Return the updates that are kept: those that a range test has, or all."""
        first = (epoch - 1) * self._plan.steps_per_epoch
        kept = steps if self._test is None else steps[: self._test.steps - first]
        return [
            StepRecord(step, shortest(rate), float(loss))
            for step, (rate, loss) in enumerate(kept, start=first)
        ]

    def _diverges(self, kept: Sequence[StepRecord]) -> bool:
        if self._test is None:
            return False
        return self._divergence.reached([step.loss for step in kept], self._test.stop_factor)
