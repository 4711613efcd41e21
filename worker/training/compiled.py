"""The compiled trainer: trains what `fit` trains, many epochs in one call of an XLA program."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from lehr.datasets.split import Rows
from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.records import Outcome, Plan
from worker.program_cache import ProgramCache
from worker.trainer import Report

from .assembly import digest, shortest
from .course import Course
from .data import prepare, training_order
from .failures import failures
from .memory import copied, restore
from .program import EpochScores, Program
from .programs import Programs
from .saving import saved


class CompiledTrainer:
    """Trains runs one after the other; its programs stay warm from run to run."""

    def __init__(self, cache: ProgramCache | None = None) -> None:
        self._programs = Programs(cache)

    def __call__(self, experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        """Train one run; raises TrainingFailed, as CannotCompile before anything is reported."""
        data = prepare(experiment, plan, report)
        with failures():
            program = self._programs.loaded(experiment, plan, data)
            course = Course(experiment, plan, report)
            course.begin(program.model)
            training = Training(program, experiment, plan, course)
            while not course.finished:
                report.heed()
                training.train_chunk()
                course.rest(program.model)
            program.finish()
            report.keep(partial(saved, experiment, program.model))
        return Outcome(
            trainer_used="compiled",
            max_abs_error=course.max_abs_error,
            weights_sha256=digest(program.model),
            data_sha256=data.sha256,
        )


class Training:
    """One run in its program, chunk by chunk."""

    def __init__(
        self, program: Program, experiment: Experiment, plan: Plan, course: Course
    ) -> None:
        self._program = program
        self._experiment = experiment
        self._plan = plan
        self._course = course

    def train_chunk(self) -> None:
        """Train several epochs; where one changes what comes after it, those have not been."""
        rates = self._course.ahead(self._program.chunk)
        orders = self._orders(len(rates))
        on_trust = self._course.tentative and len(rates) > 1
        before = copied(self._program.model) if on_trust else []
        held = self._passed(self._program.train(orders, rates))
        if held < len(rates):
            restore(self._program.model, before)
            self._program.train(orders[:held], rates[:held])

    def _orders(self, epochs: int) -> Rows:
        rows, first = self._plan.train_rows, self._course.done + 1
        return np.stack(
            [training_order(rows, self._experiment, first + more) for more in range(epochs)]
        )

    def _passed(self, trained: Sequence[EpochScores]) -> int:
        """Pass the epochs up to one that changes what comes after it; return how many these are."""
        first = self._course.done
        for epoch, scores in enumerate(trained, start=first + 1):
            error = float(scores.max_abs_error)
            if not self._course.pass_epoch(_record(epoch, scores), error, scores.steps):
                break
        return self._course.done - first


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
