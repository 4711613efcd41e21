"""The course of a run: what is ahead of it, and what is told of the epochs behind it."""

from collections.abc import Sequence
from functools import partial

import keras

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.range_test import Divergence
from lehr.experiments.records import Plan
from lehr.schedules import FloatArray
from worker.trainer import Report, Snapshot

from .assembly import shortest
from .memory import Memory, copied, restore
from .planned_rates import rates_of


class Course:
    """Tells a trainer the rates of the epochs to come, and hears of those that have passed."""

    def __init__(self, experiment: Experiment, plan: Plan, report: Report) -> None:
        self._plan = plan
        self._report = report
        self._rates = rates_of(experiment, plan)
        self._epochs = experiment.epochs
        self._test = experiment.lr_range_test
        self._divergence = Divergence()
        self.done = 0
        """Epochs that have passed."""
        self.max_abs_error = 0.0
        """The largest distance between a used rate and the planned one."""

    def begin(self, model: keras.Model) -> None:
        """Go back to where the training is to go on from; else stay before the first epoch."""
        if (start := self._report.start) is not None:
            restore(model, start.arrays)
            memory = Memory.model_validate_json(start.memory)
            self._rates.resume(start.epoch, memory.state)
            self.done, self.max_abs_error = start.epoch, memory.max_abs_error
            self._divergence = memory.divergence

    def rest(self, model: keras.Model) -> None:
        """Say that the training could be taken up again from here, if anything is left of it."""
        if not self.finished:
            self._report.chunk(partial(self._snapshot, model))

    @property
    def finished(self) -> bool:
        """Whether no epoch is left."""
        return self.done == self._epochs

    @property
    def tentative(self) -> bool:
        """Whether an epoch may change what comes after it, or end the run."""
        return self._rates.tentative or self._test is not None

    def ahead(self, epochs: int) -> FloatArray:
        """Return the rates (epochs, updates) of the next epochs: one at least, `epochs` at most.

        The run must not be finished.
        """
        return self._rates.ahead(min(epochs, self._epochs - self.done))

    def pass_epoch(self, record: EpochRecord, error: float, steps: FloatArray) -> bool:
        """Report the next epoch; return whether what was told of those after it still holds.

        `error` is the largest distance of a used rate from the planned one;
        `steps` holds rate and loss of the updates (updates, 2), of none where they are not kept.
        """
        kept = self._step_records(record.epoch, steps)
        if kept:
            self._report.steps(kept)
        self._report.epoch(record)
        self.done = record.epoch
        self.max_abs_error = max(self.max_abs_error, error)
        if self._diverges(kept):
            self._epochs = self.done
        return self._rates.pass_epoch(record) and not self.finished

    def _snapshot(self, model: keras.Model) -> Snapshot:
        memory = Memory(
            max_abs_error=self.max_abs_error,
            state=self._rates.state,
            divergence=self._divergence,
        )
        step = self.done * self._plan.steps_per_epoch
        return Snapshot(self.done, step, copied(model), memory.model_dump_json().encode())

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
