"""The compiled trainer: trains what `fit` trains, many epochs in one call of an XLA program."""

from collections.abc import Sequence

import numpy as np

from lehr.datasets.split import Rows
from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.records import Outcome, Plan
from worker.trainer import Report, Snapshot

from .assembly import digest, shortest
from .data import prepare, training_order
from .failures import failures
from .memory import copied, recall, restore, snapshot
from .planned_rates import rates_of
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
            training = Training(program, experiment, plan, report)
            training.begin()
            training.finish()
        return Outcome(
            trainer_used="compiled",
            max_abs_error=training.max_abs_error,
            weights_sha256=digest(program.model),
        )


class Training:
    """One run in its program, chunk by chunk."""

    def __init__(
        self, program: Program, experiment: Experiment, plan: Plan, report: Report
    ) -> None:
        self._program = program
        self._experiment = experiment
        self._plan = plan
        self._report = report
        self._planned = rates_of(experiment, plan)
        self._done = 0
        self.max_abs_error = 0.0
        """The largest distance between a used rate and the planned one."""

    def begin(self) -> None:
        """Go back to where the training is to go on; without such a place, stay before it all."""
        if (start := self._report.start) is not None:
            self.max_abs_error = recall(self._program.model, self._planned, start)
            self._done = start.epoch

    def finish(self) -> None:
        """Train and report the epochs that are left."""
        while self._done < self._experiment.epochs:
            self._report.heed()
            self._train_chunk()
            if self._done < self._experiment.epochs:
                self._report.chunk(self._snapshot)
        self._program.finish()

    def _snapshot(self) -> Snapshot:
        return snapshot(
            self._program.model,
            self._planned,
            epoch=self._done,
            max_abs_error=self.max_abs_error,
        )

    def _train_chunk(self) -> None:
        """Train several epochs; where one changes the rates, those after it have not been."""
        left = self._experiment.epochs - self._done
        rates = self._planned.ahead(min(self._program.chunk, left))
        orders = self._orders(len(rates))
        back = self._planned.tentative and len(rates) > 1
        before = copied(self._program.model) if back else []
        held = self._reported(self._program.train(orders, rates))
        if held < len(rates):
            restore(self._program.model, before)
            self._program.train(orders[:held], rates[:held])

    def _orders(self, epochs: int) -> Rows:
        rows, first = self._plan.train_rows, self._done + 1
        return np.stack(
            [training_order(rows, self._experiment, first + more) for more in range(epochs)]
        )

    def _reported(self, trained: Sequence[EpochScores]) -> int:
        """Report the epochs up to one that changes the rates; return how many these are."""
        first = self._done
        for scores in trained:
            self._done += 1
            self.max_abs_error = max(self.max_abs_error, float(scores.max_abs_error))
            record = _record(self._done, scores)
            self._report.epoch(record)
            if not self._planned.pass_epoch(record):
                break
        return self._done - first


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
