"""What a worker does with runs: train them, record them, and leave them rightly."""

from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from redis import Redis

from lehr.bell import QUEUE
from lehr.errors import InvalidRequest, Violation
from lehr.experiments.experiment import Experiment
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Job, Outcome, Plan
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.testing import wait_until
from lehr.workers import Workers
from tests.trainings import (
    OUTCOME,
    events,
    only_run,
    submitted,
)
from tests.worker.trainers import HERE, after, breaks, fails, for_ever, in_full, warns, working
from worker.heart import Heart
from worker.reasons import MAX_DETAIL
from worker.trainer import Report, TrainingFailed


def test_every_queued_run_is_trained(
    runs: Runs, beating: Heart, jobs: Jobs, body: dict[str, Any]
) -> None:
    made = [submitted(jobs, body) for _ in range(3)]
    working(runs, beating, in_full).work()
    assert [jobs.get(job.id).status for job in made] == [Status.SUCCEEDED] * 3


def test_a_shift_ends_between_two_runs_and_rings_for_the_next_one(
    runs: Runs, beating: Heart, jobs: Jobs, body: dict[str, Any], broker: Redis
) -> None:
    made = [submitted(jobs, body) for _ in range(3)]
    broker.delete(QUEUE)
    working(runs, beating, in_full, shift_seconds=0).work()
    assert broker.llen(QUEUE) == 1
    ended = [jobs.get(job.id).status for job in made]
    assert ended == [Status.SUCCEEDED, Status.QUEUED, Status.QUEUED]


def test_a_trained_run_has_a_row_for_each_epoch(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    working(runs, beating, in_full).work()
    assert jobs.history(job.id).runs[0].epoch == list(range(1, 51))
    run = only_run(jobs, job)
    assert (run.epochs_done, run.weights_sha256) == (50, OUTCOME.weights_sha256)
    told = events(sessions, job.id)
    assert told[:4] == ["job.queued", "job.started", "run.started", "run.progress"]
    assert told[-2:] == ["run.succeeded", "job.succeeded"]


@pytest.mark.usefixtures("long_chunk")
def test_epochs_are_committed_in_chunks_the_last_with_the_end(
    runs: Runs, beating: Heart, job: Job, sessions: Sessions
) -> None:
    working(runs, beating, in_full).work()
    assert events(sessions, job.id).count("run.progress") == 1


def test_the_first_epoch_is_committed_at_once(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job
) -> None:
    seen = []
    working(runs, beating, after(lambda: seen.append(only_run(jobs, job).epochs_done))).work()
    assert seen == [1]


def test_a_trainer_is_told_what_was_asked_for(runs: Runs, beating: Heart, job: Job) -> None:
    told = []

    def listens(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        told.append((experiment.normalised(), plan.train_rows, plan.metric_names))
        return in_full(experiment, plan, report)

    working(runs, beating, listens).work()
    [(experiment, rows, names)] = told
    assert experiment.items() <= job.experiment.items()
    assert (rows, names) == (235, ["accuracy"])


def test_a_run_that_cannot_be_trained_has_failed(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job
) -> None:
    working(runs, beating, fails).work()
    run = only_run(jobs, job)
    assert (run.status, run.epochs_done) == (Status.FAILED, 1)
    assert run.error is not None
    assert run.error.type == "/problems/keras-refused"
    assert run.error.detail == "450 steps of 28"


def test_a_rule_that_only_training_finds_broken_fails_its_run(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job
) -> None:
    def refuses(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        raise InvalidRequest([Violation("/schedule", f"{experiment}{plan}{report}")])

    working(runs, beating, refuses).work()
    run = only_run(jobs, job)
    assert run.status is Status.FAILED
    assert run.error is not None
    assert run.error.type == "/problems/invalid-request"


def test_a_trainer_that_breaks_fails_its_run_and_keeps_its_secrets(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    working(runs, beating, breaks).work()
    run = only_run(jobs, job)
    assert run.status is Status.FAILED
    assert run.error is not None
    assert run.error.type == "/problems/internal-error"
    assert "secret" not in run.error.detail
    assert "/secret/path of 7" in caplog.text


def test_a_run_that_fails_stops_no_other(
    runs: Runs, beating: Heart, jobs: Jobs, body: dict[str, Any]
) -> None:
    made = [submitted(jobs, body, seed=seed) for seed in (1, 2)]

    def first_fails(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        train = fails if experiment.seed == 1 else in_full
        return train(experiment, plan, report)

    working(runs, beating, first_fails).work()
    assert [jobs.get(job.id).status for job in made] == [Status.FAILED, Status.SUCCEEDED]


@pytest.mark.parametrize("detail", ["nul \0 in it", "long " * 10_000])
def test_any_reason_can_be_kept(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job, detail: str
) -> None:
    def refuses(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        raise TrainingFailed("keras-refused", f"{detail}{experiment}{plan}{report}")

    working(runs, beating, refuses).work()
    run = only_run(jobs, job)
    assert run.status is Status.FAILED
    assert run.error is not None
    assert len(run.error.detail) == MAX_DETAIL


def test_a_warning_of_the_trainer_stands_on_the_run(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job
) -> None:
    working(runs, beating, warns).work()
    assert [warned.code for warned in only_run(jobs, job).warnings] == ["class-not-trained"]


def test_a_cancelled_run_ends_soon(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    began = Event()
    worker = Thread(target=working(runs, beating, for_ever(began)).work)
    worker.start()
    assert began.wait(10)
    jobs.cancel(job.id)
    worker.join(10)
    assert jobs.get(job.id).status is Status.CANCELLED
    assert jobs.history(job.id).runs[0].epoch == [1]
    assert events(sessions, job.id)[-2:] == ["run.cancelled", "job.cancelled"]


def test_a_worker_that_is_to_stop_gives_back_its_run_and_takes_no_other(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job, workers: Workers
) -> None:
    began = Event()
    workers.arrive(HERE)
    worker = Thread(target=working(runs, beating, for_ever(began)).work)
    worker.start()
    assert began.wait(10)
    workers.ask_to_stop(HERE)
    worker.join(10)
    run = only_run(jobs, job)
    assert (run.status, run.attempts) == (Status.QUEUED, 0)
    assert runs.claim(HERE.name) == []


def test_epochs_that_wait_for_their_chunk_are_committed_at_the_end(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job
) -> None:
    done = partial(wait_until, lambda: only_run(jobs, job).epochs_done == 1)
    working(runs, beating, after(done)).work()
    assert only_run(jobs, job).epochs_done == 50
