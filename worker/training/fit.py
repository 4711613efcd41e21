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
from worker.trainer import Report

from .assembly import assemble, digest, shortest
from .course import Course
from .data import Data, prepare, training_feed, validation_feed
from .failures import failures
from .last_loss import LastLossModel
from .saving import saved


def fit(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    """Train one run with Keras's `fit`; raises TrainingFailed where Keras cannot."""
    data = prepare(experiment, plan, report)
    with failures():
        return _fit(experiment, plan, report, data)


def _fit(experiment: Experiment, plan: Plan, report: Report, data: Data) -> Outcome:
    model = assemble(experiment)
    course = Course(experiment, plan, report)
    course.begin(model)
    rates = AppliedRates(course)
    model.fit(
        training_feed(data.train, experiment, course.done),
        steps_per_epoch=plan.steps_per_epoch,
        initial_epoch=course.done,
        epochs=experiment.epochs,
        validation_data=validation_feed(data.validation, experiment),
        callbacks=[rates, Epochs(course, plan, rates), Heeding(report)],
        shuffle=False,
        verbose=0,
    )
    report.keep(partial(saved, experiment, model))
    return Outcome(
        trainer_used="fit",
        max_abs_error=course.max_abs_error,
        weights_sha256=digest(model),
        data_sha256=data.sha256,
    )


class AppliedRates(keras.callbacks.Callback):
    """Gives the optimizer the planned rate of every update, and reads back what it used."""

    def __init__(self, course: Course) -> None:
        super().__init__()
        self._course = course
        self._planned: FloatArray = np.empty(0, np.float32)
        self.last = np.float32(np.nan)
        """The rate of the latest update, as the optimizer has it."""
        self.error = 0.0
        """The largest distance of a used rate from the planned one in the epoch."""
        self._steps: list[tuple[np.float32, np.float32]] = []

    @property
    def steps(self) -> FloatArray:
        """Rate and loss of the epoch's updates (updates, 2); empty unless the model keeps them."""
        return np.array(self._steps, np.float32)

    @override
    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        (self._planned,) = self._course.ahead(1)
        self._steps, self.error = [], 0.0

    @override
    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.model.optimizer.learning_rate = self._planned[batch]

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.last = np.float32(self.model.optimizer.learning_rate)
        error = abs(float(self.last) - float(self._planned[batch]))
        self.error = max(self.error, error)
        if isinstance(self.model, LastLossModel):
            self._steps.append((self.last, self.model.last_loss.numpy()))


class Epochs(keras.callbacks.Callback):
    """Tells the course of every epoch, and ends the training with it."""

    def __init__(self, course: Course, plan: Plan, rates: AppliedRates) -> None:
        super().__init__()
        self._course = course
        self._plan = plan
        self._rates = rates

    @override
    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        record = self._record(epoch + 1, logs)
        self._course.pass_epoch(record, self._rates.error, self._rates.steps)
        self.model.stop_training = self._course.finished
        self._course.rest(self.model)

    def _record(self, epoch: int, logs: Mapping[str, float]) -> EpochRecord:
        names, validated = self._plan.metric_names, self._plan.validation_rows > 0
        return EpochRecord(
            epoch=epoch,
            learning_rate=shortest(self._rates.last),
            loss=logs["loss"],
            val_loss=logs["val_loss"] if validated else None,
            metrics=[logs[name] for name in names],
            val_metrics=[logs[f"val_{name}"] for name in names] if validated else None,
        )


class Heeding(keras.callbacks.Callback):
    """Heeds orders at every batch."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._report.heed()
