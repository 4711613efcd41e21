"""The compiled trainer: trains what `fit` trains, many epochs in one call of an XLA program."""

import numpy as np

from lehr.datasets.split import Rows
from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.records import Outcome, Plan
from worker.trainer import Report

from .assembly import digest, shortest
from .data import prepare, training_order
from .failures import failures
from .planned_rates import PlannedRates
from .program import EpochScores, Program
from .programs import Programs


class CompiledTrainer:
    """Trains runs one after the other; its programs stay warm from run to run."""

    def __init__(self) -> None:
        self._programs = Programs()

    def __call__(self, experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        """Train one run; raises TrainingFailed, as CannotCompile before anything is reported."""
        data = prepare(experiment, plan, report)
        with failures():
            program = self._programs.loaded(experiment, plan, data)
            max_abs_error = _train(program, experiment, plan, report)
            program.finish()
        return Outcome(
            trainer_used="compiled",
            max_abs_error=max_abs_error,
            weights_sha256=digest(program.model),
        )


def _train(program: Program, experiment: Experiment, plan: Plan, report: Report) -> float:
    """Train and report all epochs; return the largest distance of a used rate from its plan."""
    planned, done, largest = PlannedRates(experiment, plan), 0, 0.0
    while done < experiment.epochs:
        report.heed()
        epochs = range(done + 1, done + 1 + min(program.chunk, experiment.epochs - done))
        rates = planned.take(len(epochs) * plan.steps_per_epoch).reshape(len(epochs), -1)
        trained = program.train(_orders(experiment, plan, epochs), rates)
        for epoch, scores in zip(epochs, trained, strict=True):
            report.epoch(_record(epoch, scores))
            largest = max(largest, float(scores.max_abs_error))
        done = epochs[-1]
    return largest


def _orders(experiment: Experiment, plan: Plan, epochs: range) -> Rows:
    return np.stack([training_order(plan.train_rows, experiment, epoch) for epoch in epochs])


def _record(epoch: int, scores: EpochScores) -> EpochRecord:
    loss, *metrics = scores.trained.tolist()
    val_loss, *val_metrics = scores.validated.tolist() or [None]
    return EpochRecord(
        epoch=epoch,
        learning_rate=shortest(scores.learning_rate),
        loss=loss,
        val_loss=val_loss,
        metrics=metrics,
        val_metrics=None if val_loss is None else val_metrics,
    )
