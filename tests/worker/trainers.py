"""Two workers, and small trainers that each do what trainers do in one situation."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from lehr.commissions import Commissions
from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Outcome, Plan, Warned
from lehr.runs import Runs
from lehr.store.worker_store import Presence
from tests.trainings import OUTCOME, epoch
from worker.checkpoints import Checkpoints
from worker.heart import Heart
from worker.making import Maker
from worker.model_files import ModelFiles
from worker.run import Worker
from worker.trainer import Report, Trainer, TrainingFailed

HERE = Presence(name="worker", host="here", pid=1)
THERE = Presence(name="another", host="there", pid=2)


def working(runs: Runs, heart: Heart, train: Trainer, **more: Any) -> Worker:
    """Return a worker whose trainer takes no snapshots."""
    return working_in(Path("/nowhere"), runs, heart, train, **more)


def working_in(
    directory: Path,
    runs: Runs,
    heart: Heart,
    train: Trainer,
    *,
    max_bytes: int = 10**9,
    **more: Any,
) -> Worker:
    """Return a worker that keeps its files in a directory."""
    checkpoints = Checkpoints(directory)
    commissions = Commissions(runs._sessions, runs._bell, lease_seconds=30)
    files = ModelFiles(directory, max_bytes=max_bytes)
    maker = Maker(commissions, heart, train, checkpoints, files)
    return Worker(runs, heart, train, checkpoints, maker, **more)


def in_full(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    """Train every epoch at once."""
    assert plan.steps_per_epoch
    for number in range(1, experiment.epochs + 1):
        report.heed()
        report.epoch(epoch(number))
    return OUTCOME


def fails(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    report.epoch(epoch(1))
    raise TrainingFailed("keras-refused", f"{plan.steps} steps of {experiment.batch_size}")


def breaks(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    report.epoch(epoch(1))
    raise RuntimeError(f"/secret/path of {experiment.seed} and {plan.steps}")


def warns(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    report.warn([Warned(code="class-not-trained", detail="no training row is of class 1")])
    return in_full(experiment, plan, report)


def for_ever(began: Event) -> Trainer:
    """Train an epoch, then train on until told to stop."""

    def train(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        assert experiment.epochs > 1
        assert plan.steps
        report.epoch(epoch(1))
        began.set()
        while True:
            report.heed()

    return train


def after(deed: Callable[[], object]) -> Trainer:
    """Train an epoch, see something done to the run, and train the others."""

    def train(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        assert plan.steps
        report.epoch(epoch(1))
        deed()
        for number in range(2, experiment.epochs + 1):
            report.heed()
            report.epoch(epoch(number))
        return OUTCOME

    return train
