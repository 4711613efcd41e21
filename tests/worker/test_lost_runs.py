"""A run that a worker loses is trained anew by another, and the loser changes nothing."""

from typing import Any

import pytest

from lehr.bell import Bell
from lehr.experiments.experiment import Experiment
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Job, Outcome, Plan
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from lehr.workers import Workers
from tests.one_run import begin, give_back, record
from tests.trainings import (
    claimed,
    epoch,
    events,
    everything,
    execute,
    fall_silent,
    only_run,
    submitted,
)
from tests.worker.trainers import HERE, THERE, after, in_full, working
from worker.heart import Heart
from worker.trainer import Report, TrainingFailed


def test_a_run_that_is_given_back_is_trained_by_another_worker(
    runs: Runs, jobs: Jobs, job: Job, workers: Workers
) -> None:
    give_back(runs, claimed(runs))
    working(runs, Heart(runs, workers, THERE), in_full).work()
    assert jobs.get(job.id).status is Status.SUCCEEDED


def test_a_run_whose_worker_was_killed_is_trained_anew_with_no_epoch_twice(
    runs: Runs, beating: Heart, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    killed = claimed(runs)
    begin(runs, killed)
    record(runs, killed, [epoch(number) for number in range(1, 21)])
    fall_silent(sessions)
    runs.sweep()
    working(runs, beating, in_full).work()
    run = only_run(jobs, job)
    assert (run.status, run.epochs_done) == (Status.SUCCEEDED, 50)
    assert jobs.history(job.id).runs[0].epoch == list(range(1, 51))
    assert events(sessions, job.id).count("run.started") == 2


def test_a_worker_that_wakes_too_late_changes_nothing(
    runs: Runs, heart: Heart, workers: Workers, job: Job, sessions: Sessions
) -> None:
    trained: list[Any] = []

    def lose() -> None:
        fall_silent(sessions)
        runs.sweep()
        working(runs, Heart(runs, workers, THERE), in_full).perform([claimed(runs, "another")])
        trained.extend(everything(sessions))

    working(runs, heart, after(lose)).perform([claimed(runs)])
    assert events(sessions, job.id)[-1] == "job.succeeded"
    assert everything(sessions) == trained


def test_a_worker_that_wakes_too_late_to_fail_changes_nothing(
    runs: Runs, heart: Heart, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    def loses_and_fails(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        fall_silent(sessions)
        runs.sweep()
        raise TrainingFailed("keras-refused", f"{experiment}{plan}{report}")

    working(runs, heart, loses_and_fails).perform([claimed(runs)])
    run = only_run(jobs, job)
    assert (run.status, run.error) == (Status.QUEUED, None)


def test_a_run_that_was_deleted_meanwhile_is_left(
    runs: Runs, heart: Heart, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    def forget() -> None:
        fall_silent(sessions)
        runs.sweep()
        jobs.cancel(job.id)
        jobs.delete(job.id)

    working(runs, heart, after(forget)).perform([claimed(runs)])
    assert not any(everything(sessions))


def test_a_run_is_left_to_its_lease_while_the_database_is_away(
    own_sessions: Sessions, bell: Bell, body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    runs, workers = Runs(own_sessions, bell, lease_seconds=30), Workers(own_sessions)
    jobs = Jobs(own_sessions, bell, Settings())
    job = submitted(jobs, body)
    claim: Claim = claimed(runs)
    read_only = "ALTER DATABASE {} SET default_transaction_read_only = {}"
    name = own_sessions.engine.url.database

    def refuse_writes() -> None:
        execute(own_sessions, read_only.format(name, "on"))
        own_sessions.engine.dispose()  # a connection keeps what it began with

    working(runs, Heart(runs, workers, HERE), after(refuse_writes)).perform([claim])
    assert only_run(jobs, job).status is Status.RUNNING
    assert "left runs to their leases" in caplog.text
