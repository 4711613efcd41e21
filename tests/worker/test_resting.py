"""Trainings are taken up again where their last checkpoint was written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from typing_extensions import override

from lehr.experiments.experiment import Experiment
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Job, Outcome, Plan, Run
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.workers import Workers
from tests.trainings import OUTCOME, claimed, epoch, execute, fall_silent, only_run, query
from tests.worker.trainers import HERE, working_in
from worker.checkpoints import Checkpoints
from worker.heart import Heart
from worker.trainer import Report, Snapshot


class Killed(BaseException):
    """Stands for a worker that is gone in the middle of a training."""


class Counting:
    """Trains epochs by counting them, from the start that it is given, and rests after each."""

    def __init__(self, dies_behind: int | None = None) -> None:
        self.trained: list[int] = []
        self._dies_behind = dies_behind

    def __call__(self, experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        assert plan.steps
        done = report.start.epoch if report.start else 0
        for number in range(done + 1, experiment.epochs + 1):
            report.epoch(epoch(number, val_loss=1 / number))
            self.trained.append(number)
            self.happens()
            report.chunk(taking(number))
            if number == self._dies_behind:
                raise Killed
        return OUTCOME

    def happens(self) -> None:
        """Be overtaken by events before each rest."""


def taking(number: int) -> Callable[[], Snapshot]:
    return lambda: Snapshot(number, 9 * number, [np.array([number])], b"{}")


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkpoint at every rest."""
    monkeypatch.setattr("worker.resting.CHUNK_SECONDS", 0.0)
    monkeypatch.setattr("worker.resting.REST_SHARE", float("inf"))


@dataclass
class Stage:
    """A job of one run, and workers that take it up one after the other."""

    runs: Runs
    jobs: Jobs
    job: Job
    sessions: Sessions
    heart: Heart
    directory: Path

    def work(self, trainer: Counting) -> None:
        working_in(self.directory, self.runs, self.heart, trainer).work()

    def die_behind(self, number: int) -> None:
        with pytest.raises(Killed):
            self.work(Counting(dies_behind=number))
        fall_silent(self.sessions)
        self.runs.sweep()

    @property
    def named(self) -> list[dict[str, Any]]:
        """The checkpoints that the run's row names."""
        statement = "SELECT checkpoints FROM runs WHERE job_id = :id"
        [(found,)] = query(self.sessions, statement, self.job.id)
        named: list[dict[str, Any]] = found
        return named

    @property
    def run(self) -> Run:
        return only_run(self.jobs, self.job)

    @property
    def epochs(self) -> list[int]:
        return self.jobs.history(self.job.id).runs[0].epoch


@pytest.fixture
def stage(runs: Runs, heart: Heart, jobs: Jobs, job: Job, tmp_path: Path) -> Stage:
    return Stage(runs, jobs, job, runs._sessions, heart, tmp_path / "checkpoints")


@pytest.mark.usefixtures("often")
def test_a_lost_training_goes_on_behind_its_last_checkpoint(stage: Stage) -> None:
    stage.die_behind(20)
    heir = Counting()
    stage.work(heir)
    assert heir.trained == list(range(21, 51))
    assert stage.epochs == list(range(1, 51))
    assert (stage.run.status, stage.run.epochs_done) == (Status.SUCCEEDED, 50)
    assert (stage.run.best or {})["epoch"] == 50


@pytest.mark.usefixtures("often")
def test_the_last_two_checkpoints_are_kept(stage: Stage) -> None:
    stage.die_behind(20)
    assert [one["epoch"] for one in stage.named] == [20, 19]
    files = {str(path.relative_to(stage.directory)) for path in stage.directory.glob("*/*")}
    assert files == {one["name"] for one in stage.named}


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize(("damaged", "first"), [(1, 20), (2, 1)])
def test_a_damaged_checkpoint_costs_epochs_and_nothing_else(
    stage: Stage, damaged: int, first: int
) -> None:
    stage.die_behind(20)
    for one in stage.named[:damaged]:
        (stage.directory / one["name"]).write_bytes(b"")
    heir = Counting()
    stage.work(heir)
    assert heir.trained == list(range(first, 51))
    assert stage.epochs == list(range(1, 51))


@pytest.mark.usefixtures("often")
def test_epochs_behind_a_checkpoint_are_forgotten_when_the_run_begins_again(stage: Stage) -> None:
    stage.die_behind(20)
    (stage.directory / stage.named[0]["name"]).unlink()
    claim = claimed(stage.runs)
    found = Checkpoints(stage.directory).latest(claim)
    assert found is not None
    stage.runs.begin([claim], {claim.key: found[0]})
    assert (stage.run.epochs_done, (stage.run.best or {})["epoch"]) == (19, 19)
    assert stage.epochs == list(range(1, 20))


@pytest.mark.usefixtures("often")
def test_a_worker_that_is_to_stop_leaves_a_checkpoint_of_where_it_was(
    stage: Stage, workers: Workers
) -> None:
    class Stopped(Counting):
        @override
        def happens(self) -> None:
            workers.ask_to_stop(HERE)
            stage.heart.beat()

    workers.arrive(HERE)
    trainer = Stopped()
    stage.work(trainer)
    assert trainer.trained == [1]
    assert (stage.run.status, stage.run.epochs_done) == (Status.QUEUED, 1)
    assert [one["epoch"] for one in stage.named] == [1]


@pytest.mark.usefixtures("often")
def test_a_paused_training_goes_on_where_it_was(stage: Stage) -> None:
    class Paused(Counting):
        @override
        def happens(self) -> None:
            stage.jobs.pause(stage.job.id)
            stage.heart.beat()

    trainer, heir = Paused(), Counting()
    stage.work(trainer)
    assert (stage.run.status, trainer.trained) == (Status.PAUSED, [1])
    stage.jobs.resume(stage.job.id)
    stage.work(heir)
    assert (stage.run.status, heir.trained) == (Status.SUCCEEDED, list(range(2, 51)))


@pytest.mark.usefixtures("often")
def test_a_full_disk_costs_checkpoints_and_nothing_else(stage: Stage) -> None:
    stage.directory.write_text("in the way", encoding="utf-8")
    stage.work(Counting())
    assert (stage.run.status, stage.run.epochs_done) == (Status.SUCCEEDED, 50)
    assert stage.named == []


@pytest.mark.usefixtures("often")
def test_a_finished_run_keeps_its_last_checkpoint_alone(stage: Stage) -> None:
    stage.work(Counting())
    stage.work(Counting())
    assert [one["epoch"] for one in stage.named] == [50]
    assert {path.name for path in stage.directory.glob("*/*")} == {"50-1.npz"}


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("end", [Jobs.cancel, Jobs.delete])
def test_files_of_runs_that_nobody_goes_on_from_are_removed_before_the_next_work(
    stage: Stage, end: Callable[[Jobs, UUID], object]
) -> None:
    stage.die_behind(20)
    if end is Jobs.delete:
        stage.work(Counting())
    end(stage.jobs, stage.job.id)
    assert list(stage.directory.iterdir())
    stage.work(Counting())
    assert list(stage.directory.iterdir()) == []


@pytest.mark.usefixtures("often")
def test_a_longer_training_goes_on_behind_the_last_epoch(stage: Stage) -> None:
    stage.work(Counting())
    longer = stage.jobs.extend(stage.job.id, 60)
    heir = Counting()
    stage.work(heir)
    assert heir.trained == list(range(51, 61))
    assert stage.jobs.history(longer.id).runs[0].epoch == list(range(1, 61))


@pytest.mark.usefixtures("long_chunk")
def test_a_longer_training_without_a_checkpoint_begins_anew(stage: Stage) -> None:
    stage.work(Counting())
    longer = stage.jobs.extend(stage.job.id, 60)
    heir = Counting()
    stage.work(heir)
    assert heir.trained == list(range(1, 61))
    assert stage.jobs.history(longer.id).runs[0].epoch == list(range(1, 61))


@pytest.mark.usefixtures("often")
def test_a_worker_that_lost_its_run_leaves_the_files_of_the_next_one(stage: Stage) -> None:
    other = stage.directory / str(stage.job.runs[0].id) / "40-9.npz"

    class Overtaken(Counting):
        @override
        def happens(self) -> None:
            execute(stage.sessions, "UPDATE runs SET token = token + 1")
            other.parent.mkdir(parents=True)
            other.write_bytes(b"the next worker's")

    trainer = Overtaken()
    stage.work(trainer)
    assert trainer.trained == [1]
    assert other.read_bytes() == b"the next worker's"


@pytest.mark.usefixtures("long_chunk")
def test_a_training_shorter_than_a_chunk_writes_no_checkpoint(stage: Stage) -> None:
    stage.work(Counting())
    assert stage.named == []
