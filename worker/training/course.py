"""The course of a run: what is ahead of it, and what is told of the epochs behind it."""

from collections.abc import Sequence

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord, StepRecord
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

    @property
    def finished(self) -> bool:
        """Whether no epoch is left."""
        return not self._left

    @property
    def tentative(self) -> bool:
        """Whether an epoch may change what comes after it."""
        return self._rates.tentative

    def ahead(self, epochs: int) -> FloatArray:
        """Return the rates (epochs, updates) of the next epochs: one at least, `epochs` at most.

        The run must not be finished.
        """
        return self._rates.ahead(min(epochs, self._left))

    def pass_epoch(self, record: EpochRecord, steps: FloatArray) -> bool:
        """Report the next epoch; return whether what was told of those after it still holds.

        `steps` holds rate and loss of its updates (updates, 2), of none where they are not kept.
        """
        if len(steps):
            self._report.steps(self._step_records(record.epoch, steps))
        self._report.epoch(record)
        self._left -= 1
        return self._rates.pass_epoch(record)

    def _step_records(self, epoch: int, steps: FloatArray) -> Sequence[StepRecord]:
        first = (epoch - 1) * self._plan.steps_per_epoch
        return [
            StepRecord(step, shortest(rate), float(loss))
            for step, (rate, loss) in enumerate(steps, start=first)
        ]
