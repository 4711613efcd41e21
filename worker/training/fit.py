"""The reference trainer: Keras's own `fit`, fed the planned rates update by update."""

from hashlib import sha256
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from typing_extensions import override

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.plan import network
from lehr.experiments.rates import planned_rates
from lehr.experiments.records import Outcome, Plan
from lehr.schedules import FloatArray
from worker.trainer import Report, TrainingFailed

from .data import Data, prepare, training_feed, validation_feed
from .models import build_model
from .objectives import build_loss, build_metrics
from .optimizers import build_optimizer

RATES_AT_ONCE = 65_536
"""Updates whose rates are computed together: a recurrence is not begun anew for each."""


def fit(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    """Train one run with Keras's `fit`; raises TrainingFailed where Keras cannot."""
    data = prepare(experiment, plan.encoding)
    if data.warnings and not plan.warnings:
        report.warn(data.warnings)
    try:
        return _fit(experiment, plan, report, data)
    except (MemoryError, tf.errors.ResourceExhaustedError) as error:
        raise TrainingFailed("out-of-memory", "the run needs more memory than there is") from error
    except (ValueError, TypeError, tf.errors.OpError) as error:
        raise TrainingFailed("keras-refused", f"Keras refused to train: {error}") from error


def _fit(experiment: Experiment, plan: Plan, report: Report, data: Data) -> Outcome:
    keras.utils.set_random_seed(experiment.seed or 0)
    model = build_model(experiment.model, experiment.dataset.shape)
    _, target = network(experiment)
    model.compile(
        optimizer=build_optimizer(experiment.optimizer),
        loss=build_loss(target),
        metrics=build_metrics(target),
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)  # else Keras traces the update twice
    rates = AppliedRates(experiment, plan)
    model.fit(
        training_feed(data.train, experiment),
        steps_per_epoch=plan.steps_per_epoch,
        epochs=experiment.epochs,
        validation_data=validation_feed(data.validation, experiment),
        callbacks=[rates, Reporter(report, plan, rates)],
        shuffle=False,
        verbose=0,
    )
    return Outcome(
        trainer_used="fit", max_abs_error=rates.max_abs_error, weights_sha256=digest(model)
    )


class AppliedRates(keras.callbacks.Callback):
    """Gives the optimizer the planned rate of every update, and reads back what it used."""

    def __init__(self, experiment: Experiment, plan: Plan) -> None:
        super().__init__()
        self._experiment = experiment
        self._steps_per_epoch = plan.steps_per_epoch
        self._steps = plan.steps
        self._step = 0
        self._planned: FloatArray = np.empty(0, np.float32)
        self.last = np.float32(np.nan)
        """The rate of the latest update, as the optimizer has it."""
        self.max_abs_error = 0.0
        """The largest distance between a used rate and the planned one."""

    @override
    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        place = self._step % RATES_AT_ONCE
        if place == 0:
            end = min(self._step + RATES_AT_ONCE, self._steps)
            steps = np.arange(self._step, end, dtype=np.int64)
            self._planned = planned_rates(self._experiment, self._steps_per_epoch, steps)
        self.model.optimizer.learning_rate = self._planned[place]

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        planned = self._planned[self._step % RATES_AT_ONCE]
        self.last = np.float32(self.model.optimizer.learning_rate)
        self.max_abs_error = max(self.max_abs_error, abs(float(self.last) - float(planned)))
        self._step += 1


class Reporter(keras.callbacks.Callback):
    """Reports every epoch, and heeds orders at every batch."""

    def __init__(self, report: Report, plan: Plan, rates: AppliedRates) -> None:
        super().__init__()
        self._report = report
        self._plan = plan
        self._rates = rates

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._report.heed()

    @override
    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        names, validated = self._plan.metric_names, self._plan.validation_rows > 0
        self._report.epoch(
            EpochRecord(
                epoch=epoch + 1,
                learning_rate=shortest(self._rates.last),
                loss=logs["loss"],
                val_loss=logs["val_loss"] if validated else None,
                metrics=[logs[name] for name in names],
                val_metrics=[logs[f"val_{name}"] for name in names] if validated else None,
            )
        )


def shortest(rate: np.float32) -> float:
    """Return the shortest decimal that reads back as the float32, as a preview prints it."""
    return float(str(rate))


def digest(model: keras.Model) -> str:
    """Return the SHA-256 of all weights, in Keras's order."""
    hashed = sha256()
    for weight in model.get_weights():
        hashed.update(np.ascontiguousarray(weight).tobytes())
    return hashed.hexdigest()
