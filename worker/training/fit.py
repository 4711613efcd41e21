"""The reference trainer: Keras's own `fit`, fed the planned rates update by update."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import keras
import numpy as np
from typing_extensions import override

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.records import Outcome, Plan
from lehr.schedules import FloatArray
from worker.trainer import Report, Snapshot

from .assembly import assemble, digest, shortest
from .data import Data, prepare, training_feed, validation_feed
from .failures import failures
from .memory import recall, snapshot
from .planned_rates import PlannedRates, rates_of


def fit(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    """Train one run with Keras's `fit`; raises TrainingFailed where Keras cannot."""
    data = prepare(experiment, plan, report)
    with failures():
        return _fit(experiment, plan, report, data)


def _fit(experiment: Experiment, plan: Plan, report: Report, data: Data) -> Outcome:
    model, begin = assemble(experiment)
    begin(experiment.seed or 0)
    planned = rates_of(experiment, plan)
    applied = AppliedRates(planned)
    done = 0
    if (start := report.start) is not None:
        applied.max_abs_error, done = recall(model, planned, start), start.epoch
    model.fit(
        training_feed(data.train, experiment, done),
        steps_per_epoch=plan.steps_per_epoch,
        initial_epoch=done,
        epochs=experiment.epochs,
        validation_data=validation_feed(data.validation, experiment),
        callbacks=[applied, Reporter(report, plan, planned, applied)],
        shuffle=False,
        verbose=0,
    )
    return Outcome(
        trainer_used="fit", max_abs_error=applied.max_abs_error, weights_sha256=digest(model)
    )


class AppliedRates(keras.callbacks.Callback):
    """Gives the optimizer the planned rate of every update, and reads back what it used."""

    def __init__(self, planned: PlannedRates) -> None:
        super().__init__()
        self._planned = planned
        self._rates: FloatArray = np.empty(0, np.float32)
        self.last = np.float32(np.nan)
        """The rate of the latest update, as the optimizer has it."""
        self.max_abs_error = 0.0
        """The largest distance between a used rate and the planned one."""

    @override
    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        (self._rates,) = self._planned.ahead(1)

    @override
    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.model.optimizer.learning_rate = self._rates[batch]

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.last = np.float32(self.model.optimizer.learning_rate)
        error = abs(float(self.last) - float(self._rates[batch]))
        self.max_abs_error = max(self.max_abs_error, error)


class Reporter(keras.callbacks.Callback):
    """Reports every epoch, also to the rates to come, and heeds orders at every batch."""

    def __init__(
        self, report: Report, plan: Plan, planned: PlannedRates, applied: AppliedRates
    ) -> None:
        super().__init__()
        self._report = report
        self._plan = plan
        self._planned = planned
        self._applied = applied

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._report.heed()

    @override
    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        record = self._record(epoch + 1, logs)
        self._report.epoch(record)
        self._planned.pass_epoch(record)
        if record.epoch < self.params["epochs"]:
            self._report.chunk(partial(self._snapshot, record.epoch))

    def _snapshot(self, epoch: int) -> Snapshot:
        error = self._applied.max_abs_error
        return snapshot(self.model, self._planned, epoch=epoch, max_abs_error=error)

    def _record(self, epoch: int, logs: Mapping[str, float]) -> EpochRecord:
        names, validated = self._plan.metric_names, self._plan.validation_rows > 0
        return EpochRecord(
            epoch=epoch,
            learning_rate=shortest(self._applied.last),
            loss=logs["loss"],
            val_loss=logs["val_loss"] if validated else None,
            metrics=[logs[name] for name in names],
            val_metrics=[logs[f"val_{name}"] for name in names] if validated else None,
        )
