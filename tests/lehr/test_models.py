"""Models are asked for by clients, and stay in the hands of the worker that makes them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from redis import Redis

from lehr.bell import QUEUE, Bell
from lehr.commissions import Commissions
from lehr.errors import (
    InvalidRequest,
    ModelNotMade,
    NoModel,
    QueueFull,
    Unavailable,
    UnknownJob,
    UnknownRun,
)
from lehr.experiments.models import Commission, ModelFile
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.manifests import Manifests
from lehr.models import MOST_WAITING, Models
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.store.model_store import MOST_ATTEMPTS
from lehr.workers import Workers
from tests.one_run import begin, fail, record, succeed
from tests.trainings import OUTCOME, PROBLEM, claimed, epoch, execute, query, submitted
from tests.worker.trainers import HERE

Body = dict[str, Any]
LOSSES = [0.5, 0.2, 0.4]
"""Of validation, epoch by epoch: the second one is the best."""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def models(sessions: Sessions, bell: Bell, directory: Path) -> Models:
    return Models(sessions, bell, directory)


@pytest.fixture
def commissions(sessions: Sessions, bell: Bell) -> Commissions:
    return Commissions(sessions, bell, lease_seconds=30)


@pytest.fixture
def run(job: Job, runs: Runs) -> Claim:
    """The run of `job`, which has succeeded."""
    claim = trained(runs)
    assert claim.job_id == job.id
    return claim


@pytest.fixture
def ask(models: Models, run: Claim) -> Callable[..., Any]:
    def ask(asked: str = "last") -> Any:
        return models.get(run.job_id, run.run_id, asked)

    return ask


def trained(runs: Runs) -> Claim:
    claim = claimed(runs)
    begin(runs, claim)
    rows = [epoch(number, val_loss=loss) for number, loss in enumerate(LOSSES, 1)]
    record(runs, claim, rows)
    succeed(runs, claim)
    return claim


def commissioned(commissions: Commissions) -> Commission:
    found = commissions.claim("worker")
    assert found
    return found


def made(commissions: Commissions, directory: Path, name: str = "model.keras") -> ModelFile:
    """Make the model that is next."""
    (directory / name).write_bytes(b"model")
    file = ModelFile(name=name, sha256="ab" * 32, size=5, weights_sha256="cd" * 32)
    assert commissions.finish(commissioned(commissions).assignment.claim, file)
    return file


def expire(sessions: Sessions) -> None:
    execute(sessions, "UPDATE models SET lease_until = now() - interval '1 second'")


def grow_old(sessions: Sessions, age: timedelta) -> None:
    execute(sessions, "UPDATE models SET ended_at = ended_at - CAST(:age AS interval)", age=age)


def test_a_model_is_made_when_it_is_asked_for(
    ask: Callable[..., Any], commissions: Commissions, directory: Path
) -> None:
    assert ask() is None
    file = made(commissions, directory)
    assert ask() == (directory / "model.keras", file)


def test_who_asks_rings_the_bell_and_who_asks_again_does_not(
    ask: Callable[..., Any], broker: Redis
) -> None:
    broker.delete(QUEUE)
    assert [ask(), ask(), broker.llen(QUEUE)] == [None, None, 1]


@pytest.mark.parametrize(("asked", "number"), [("last", 3), ("best", 2), ("1", 1), ("3", 3)])
def test_an_epoch_is_named_or_counted(
    ask: Callable[..., Any], commissions: Commissions, asked: str, number: int
) -> None:
    ask(asked)
    commission = commissioned(commissions)
    assert commission.assignment.experiment["epochs"] == commission.row.epoch == number
    assert commission.weights_sha256 == (OUTCOME.weights_sha256 if number == 3 else None)


def test_one_model_is_made_once_for_all_who_ask(
    ask: Callable[..., Any], commissions: Commissions
) -> None:
    for epoch_ in ("last", "3", "last"):
        ask(epoch_)
    commissioned(commissions)
    assert commissions.claim("another") is None


def test_a_worker_that_goes_silent_leaves_the_model_to_the_next(
    ask: Callable[..., Any], commissions: Commissions, sessions: Sessions
) -> None:
    ask()
    lost = commissioned(commissions).assignment.claim
    expire(sessions)
    held = commissioned(commissions).assignment.claim
    assert commissions.renew([lost]) == []
    assert commissions.renew([held]) == [held]
    file = ModelFile(name="late", sha256="", size=0, weights_sha256="")
    assert not commissions.finish(lost, file)
    assert ask() is None


def test_a_renewed_lease_is_kept(
    ask: Callable[..., Any], commissions: Commissions, sessions: Sessions
) -> None:
    ask()
    claim = commissioned(commissions).assignment.claim
    expire(sessions)
    commissions.renew([claim])
    assert commissions.claim("another") is None


def test_a_worker_that_is_to_stop_makes_nothing(
    ask: Callable[..., Any], commissions: Commissions, workers: Workers
) -> None:
    ask()
    workers.arrive(HERE)
    workers.ask_to_stop(HERE)
    assert commissions.claim(HERE.name) is None
    assert commissions.claim("another")


def test_a_model_that_is_given_back_is_made_by_another_however_often(
    ask: Callable[..., Any], commissions: Commissions, runs: Runs
) -> None:
    ask()
    for _ in range(MOST_ATTEMPTS + 1):
        commissions.give_back(commissioned(commissions).assignment.claim)
        runs.sweep()
    assert commissioned(commissions).assignment.claim.attempts == 1


def test_the_sweeper_rings_for_a_model_that_waits(
    ask: Callable[..., Any], runs: Runs, broker: Redis
) -> None:
    ask()
    broker.delete(QUEUE)
    runs.sweep()
    assert broker.llen(QUEUE) == 1


def test_a_model_that_silences_its_workers_is_given_up(
    ask: Callable[..., Any], commissions: Commissions, runs: Runs, sessions: Sessions
) -> None:
    ask()
    for _ in range(MOST_ATTEMPTS):
        commissioned(commissions)
        expire(sessions)
    assert commissions.claim("worker") is None
    assert ask() is None
    runs.sweep()
    with pytest.raises(ModelNotMade, match="5 attempts were left by workers that went silent"):
        ask()


def test_a_model_that_could_not_be_made_can_be_asked_for_later(
    ask: Callable[..., Any], commissions: Commissions, sessions: Sessions
) -> None:
    ask()
    commissions.fail(commissioned(commissions).assignment.claim, PROBLEM)
    with pytest.raises(ModelNotMade, match=PROBLEM.detail) as refusal:
        ask()
    assert 590 <= (refusal.value.retry_after or 0) <= 600
    grow_old(sessions, timedelta(minutes=10))
    assert ask() is None
    assert commissioned(commissions).assignment.claim.attempts == 1


def test_a_file_that_is_gone_is_made_anew(
    ask: Callable[..., Any], commissions: Commissions, directory: Path, sessions: Sessions
) -> None:
    ask()
    file = made(commissions, directory)
    (directory / file.name).unlink()
    with pytest.raises(Unavailable, match="must share the directory that LEHR_CHECKPOINTS names"):
        ask()
    grow_old(sessions, timedelta(minutes=1))
    assert ask() is None
    commissioned(commissions)


def test_models_that_are_old_or_too_many_are_forgotten(
    ask: Callable[..., Any], commissions: Commissions, directory: Path, sessions: Sessions
) -> None:
    for asked in ("1", "2", "3"):
        ask(asked)
        made(commissions, directory, asked)
        grow_old(sessions, timedelta(days=3))
    assert commissions.forget(size=10) == ["1"]
    assert commissions.forget(size=9) == ["2"]
    assert commissions.forget(size=9) == []
    assert ask("2") is None
    grow_old(sessions, timedelta(days=5))
    assert commissions.forget(size=10) == ["3"]


def test_a_model_goes_with_its_job(
    ask: Callable[..., Any], commissions: Commissions, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    ask()
    claim = commissioned(commissions).assignment.claim
    jobs.delete(job.id)
    assert query(sessions, "TABLE models") == []
    assert commissions.renew([claim]) == []


def test_a_manifest_names_the_models_that_are_kept(
    ask: Callable[..., Any],
    commissions: Commissions,
    sessions: Sessions,
    run: Claim,
    directory: Path,
) -> None:
    for asked in ("last", "best"):
        ask(asked)
    file = made(commissions, directory)
    [kept] = Manifests(sessions).get(run.job_id, run.run_id)[1].models
    assert (kept.epoch, kept.sha256, kept.weights_sha256) == (3, file.sha256, file.weights_sha256)


def test_a_checkpoint_beyond_the_epoch_is_of_no_use(
    ask: Callable[..., Any], commissions: Commissions, sessions: Sessions
) -> None:
    named = [{"epoch": at, "step": 0, "name": "", "sha256": "", "made_by": ""} for at in (3, 2, 1)]
    execute(sessions, "UPDATE runs SET checkpoints = :named", named=str(named).replace("'", '"'))
    ask("best")
    found = commissioned(commissions).assignment.claim.checkpoints
    assert [one.epoch for one in found] == [2, 1]


@pytest.mark.parametrize("asked", ["0", "4", "-1", "1.5", "first", "", "9" * 100])
def test_an_epoch_that_the_run_does_not_have_is_refused(
    ask: Callable[..., Any], asked: str
) -> None:
    with pytest.raises(InvalidRequest, match="`epoch` must be last, best or 1 to 3; received"):
        ask(asked)


def test_a_run_that_has_not_succeeded_has_no_model(models: Models, runs: Runs, job: Job) -> None:
    run_id = job.runs[0].id
    with pytest.raises(NoModel, match="a run that is queued has no model"):
        models.get(job.id, run_id, "last")
    claim = claimed(runs)
    begin(runs, claim)
    fail(runs, claim)
    with pytest.raises(NoModel, match="a run that is failed has no model"):
        models.get(job.id, run_id, "last")


def test_a_range_test_has_no_model(models: Models, runs: Runs, jobs: Jobs, body: Body) -> None:
    del body["schedule"], body["epochs"]
    test = {"from": 1e-4, "to": 1.0, "steps": 20}
    job = submitted(jobs, body, lr_range_test=test)
    claim = trained(runs)
    with pytest.raises(NoModel, match="a range test leaves no model"):
        models.get(job.id, claim.run_id, "last")


def test_what_does_not_exist_has_no_model(models: Models, job: Job) -> None:
    with pytest.raises(UnknownRun):
        models.get(job.id, uuid4(), "last")
    with pytest.raises(UnknownJob):
        models.get(uuid4(), job.runs[0].id, "last")


def test_more_models_than_may_wait_are_not_taken(
    models: Models, job: Job, sessions: Sessions, run: Claim
) -> None:
    statement = "INSERT INTO models (run_key, epoch) SELECT :key, n FROM generate_series(4, :n) n"
    execute(sessions, statement, key=run.key, n=MOST_WAITING + 3)
    with pytest.raises(QueueFull, match=f"at most {MOST_WAITING} models may wait"):
        models.get(job.id, run.run_id, "last")
