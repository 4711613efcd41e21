"""A model is made by the training of its run, done again: it must come out the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from lehr.bell import Bell
from lehr.errors import ModelNotMade, Unavailable
from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Claim, Job, Outcome, Plan
from lehr.jobs import Jobs
from lehr.models import Models
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.workers import Workers
from tests.trainings import OUTCOME, at_once, epoch, execute, query, submitted
from tests.worker.trainers import HERE, for_ever, in_full, working_in
from worker.checkpoints import Checkpoints
from worker.heart import Heart
from worker.run import Worker
from worker.trainer import Report, Snapshot, Trainer

FILE = b"a file of Keras's"
EPOCHS = 3


def leaving(content: bytes = FILE, outcome: Outcome = OUTCOME, loss: float = 0.5) -> Trainer:
    """Train every epoch that is left, and leave a file."""

    def train(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        assert plan.steps
        done = report.start.epoch if report.start else 0
        for number in range(done + 1, experiment.epochs + 1):
            report.heed()
            report.epoch(epoch(number, loss=loss))
        report.keep(lambda: content + b" of %d" % experiment.epochs)
        return outcome

    return train


def raising(error: Exception) -> Trainer:
    def train(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        assert plan.steps
        assert experiment.epochs
        report.heed()
        raise error

    return train


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "checkpoints"


@pytest.fixture
def models(sessions: Sessions, bell: Bell, directory: Path) -> Models:
    return Models(sessions, bell, directory)


@pytest.fixture
def at_work(runs: Runs, heart: Heart, directory: Path) -> Callable[[Trainer], Worker]:
    return lambda train: working_in(directory, runs, heart, train)


@pytest.fixture
def ask(models: Models, trained: Job) -> Callable[..., Any]:
    return lambda asked="last": models.get(trained.id, trained.runs[0].id, asked)


@pytest.fixture
def trained(jobs: Jobs, body: dict[str, Any], at_work: Callable[[Trainer], Worker]) -> Job:
    """A job of one run, which has succeeded."""
    job = submitted(jobs, body, epochs=EPOCHS)
    at_work(leaving()).work()
    return job


@pytest.mark.parametrize(("asked", "number"), [("last", 3), ("best", 1), ("2", 2)])
def test_a_model_is_left_by_the_training_up_to_its_epoch(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any], asked: str, number: int
) -> None:
    assert ask(asked) is None
    at_work(leaving()).work()
    path, file = ask(asked)
    assert path.read_bytes() == FILE + b" of %d" % number
    assert (file.size, file.weights_sha256) == (len(path.read_bytes()), OUTCOME.weights_sha256)


def test_a_run_is_not_touched_by_the_making_of_its_model(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any], jobs: Jobs, trained: Job
) -> None:
    before = jobs.get(trained.id), jobs.history(trained.id)
    ask()
    at_work(leaving()).work()
    assert (jobs.get(trained.id), jobs.history(trained.id)) == before


def test_other_weights_than_the_run_left_are_no_model_of_it(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any], directory: Path
) -> None:
    ask()
    other = OUTCOME.model_copy(update={"weights_sha256": "00" * 32})
    at_work(leaving(outcome=other)).work()
    with pytest.raises(ModelNotMade, match=f"weights {'00' * 32} where the run left {'ab' * 32}"):
        ask()
    assert not list(directory.rglob("*.keras"))


def test_a_difference_is_told_with_where_it_was_found(
    runs: Runs, workers: Workers, ask: Callable[..., Any], directory: Path
) -> None:
    elsewhere = replace(HERE, environment="another")
    ask("2")
    working_in(directory, runs, Heart(runs, workers, elsewhere), leaving(loss=0.25)).work()
    with pytest.raises(ModelNotMade, match="trained again in another environment than the run's"):
        ask("2")


def test_a_trainer_that_leaves_no_model_is_not_believed(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any]
) -> None:
    ask()
    at_work(in_full).work()
    with pytest.raises(ModelNotMade, match="the trainer broke"):
        ask()


def test_another_epoch_than_the_run_had_is_no_model_of_it(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any]
) -> None:
    ask("2")
    at_work(leaving(loss=0.25)).work()
    with pytest.raises(ModelNotMade, match=r"epoch=2 .*loss=0.25 .*where the run's history has"):
        ask("2")


def test_a_diverged_run_has_a_model_too(
    at_work: Callable[[Trainer], Worker], jobs: Jobs, body: dict[str, Any], models: Models
) -> None:
    job = submitted(jobs, body, epochs=EPOCHS)
    diverges = leaving(loss=float("nan"))
    at_work(diverges).work()
    models.get(job.id, job.runs[0].id, "last")
    at_work(diverges).work()
    assert models.get(job.id, job.runs[0].id, "last")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuntimeError("/secret"), "the trainer broke; its log has the reason"),
        (MemoryError(), "more memory than there is"),
    ],
)
def test_a_training_that_breaks_is_told_without_its_secrets(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any], error: Exception, told: str
) -> None:
    ask()
    at_work(raising(error)).work()
    with pytest.raises(ModelNotMade, match=told) as refusal:
        ask()
    assert "secret" not in refusal.value.detail


def test_a_directory_that_takes_no_files_is_told(
    runs: Runs, heart: Heart, ask: Callable[..., Any], tmp_path: Path
) -> None:
    ask()
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    working_in(tmp_path / "file", runs, heart, leaving()).work()
    with pytest.raises(ModelNotMade, match="its file: Not a directory"):
        ask()


def test_a_model_whose_worker_has_no_database_is_left_to_its_lease(
    at_work: Callable[[Trainer], Worker], ask: Callable[..., Any], sessions: Sessions
) -> None:
    ask()
    worker = at_work(raising(Unavailable("the disk is full")))
    assert worker.take_turn()
    assert ask() is None
    assert not worker.take_turn()
    execute(sessions, "UPDATE models SET lease_until = now()")
    assert at_work(leaving()).take_turn()
    assert ask()


def test_a_worker_that_is_told_to_stop_gives_the_model_back(
    runs: Runs, beating: Heart, ask: Callable[..., Any], workers: Workers, directory: Path
) -> None:
    ask()
    workers.arrive(HERE)
    began = Event()
    worker = working_in(directory, runs, beating, for_ever(began))

    def stop() -> None:
        assert began.wait(30)
        workers.ask_to_stop(HERE)

    at_once(worker.take_turn, stop)
    assert ask() is None
    workers.arrive(HERE)
    working_in(directory, runs, Heart(runs, workers, HERE), leaving()).work()
    assert ask()


def test_a_worker_that_has_lost_the_model_leaves_no_file(
    runs: Runs, heart: Heart, ask: Callable[..., Any], sessions: Sessions, directory: Path
) -> None:
    ask()

    def overtaken(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        execute(sessions, "UPDATE models SET token = token + 1")
        return leaving()(experiment, plan, report)

    working_in(directory, runs, heart, overtaken).take_turn()
    assert not list(directory.rglob("*.keras"))
    assert query(sessions, "SELECT name FROM models") == [(None,)]


def test_the_making_goes_on_from_the_newest_checkpoint_before_the_epoch(
    at_work: Callable[[Trainer], Worker],
    ask: Callable[..., Any],
    trained: Job,
    sessions: Sessions,
    directory: Path,
) -> None:
    run = trained.runs[0]
    claim = Claim(
        key=1,
        run_id=run.id,
        job_id=trained.id,
        program="",
        token=1,
        attempts=1,
        epochs_done=0,
        cancel_requested=False,
    )
    taken = [Snapshot(number, 9 * number, [np.array([number])], b"{}") for number in (3, 1)]
    named = [Checkpoints(directory).write(claim, one).model_dump() for one in taken]
    execute(sessions, "UPDATE runs SET checkpoints = :named", named=json.dumps(named))
    starts = list[int | None]()

    def noticing(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        starts.append(report.start and report.start.epoch)
        return leaving()(experiment, plan, report)

    for asked in ("2", "last"):
        ask(asked)
        at_work(noticing).work()
        assert ask(asked)
    assert starts == [1, 3]


def test_runs_and_models_take_turns(
    at_work: Callable[[Trainer], Worker],
    ask: Callable[..., Any],
    jobs: Jobs,
    body: dict[str, Any],
    sessions: Sessions,
) -> None:
    for asked in ("1", "2"):
        ask(asked)
    for _ in range(2):
        submitted(jobs, body, epochs=EPOCHS)
    worker, ended = at_work(leaving()), list[Any]()
    while worker.take_turn():
        ended += query(
            sessions,
            "SELECT (SELECT count(*) FROM models WHERE ended_at IS NOT NULL),"
            " (SELECT count(*) FROM runs WHERE finished_at IS NOT NULL)",
        )
    assert [models for models, _ in ended] == [1, 2]
    assert ended[-1] == (2, 3)


def test_files_that_are_too_many_go(
    runs: Runs, heart: Heart, ask: Callable[..., Any], directory: Path
) -> None:
    ask()
    worker = working_in(directory, runs, heart, leaving())
    worker.work()
    path, _ = ask()
    assert path.exists()
    small = working_in(directory, runs, heart, leaving(), max_bytes=1)
    small.work()
    assert not path.exists()
    assert ask() is None
