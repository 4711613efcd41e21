"""Clients hand in jobs."""

from typing import Any

import pytest

from lehr.bell import Bell
from lehr.errors import InvalidRequest, QueueFull, Unavailable
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from tests.trainings import (
    at_once,
    events,
    everything,
    query,
    submitted,
)

Body = dict[str, Any]


@pytest.fixture
def spec(body: Body) -> JobSpec:
    return JobSpec.model_validate(body)


def test_a_new_job_is_queued_with_its_run(job: Job, sessions: Sessions) -> None:
    assert job.status is Status.QUEUED
    assert [(run.status, run.seed, run.epochs, run.position) for run in job.runs] == [
        (Status.QUEUED, 7, 50, 0)
    ]
    assert (job.runs_total, job.runs_by_status) == (1, {Status.QUEUED: 1})
    assert (job.version, events(sessions, job.id)) == (1, ["job.queued"])
    assert (job.started_at, job.finished_at, job.error, job.parent) == (None, None, None, None)


def test_what_submit_answers_is_what_get_answers(jobs: Jobs, job: Job) -> None:
    assert jobs.get(job.id) == job


def test_a_job_keeps_the_experiment_as_given_with_its_defaults(jobs: Jobs, body: Body) -> None:
    optimizer = {"name": "SGD", "clipnorm": 1, "momentum": 0.0}
    job = submitted(jobs, body, optimizer=optimizer)
    assert repr(job.experiment["optimizer"]) == repr(optimizer)
    assert job.experiment["schedule_unit"] == "step"
    assert job.experiment == jobs.get(job.id).experiment
    assert JobSpec.model_validate(job.experiment).normalised() == job.experiment


def test_a_seed_is_drawn_where_none_is_given(jobs: Jobs, body: Body) -> None:
    drawn = [submitted(jobs, body, seed=None) for _ in range(2)]
    assert drawn[0].runs[0].seed != drawn[1].runs[0].seed
    assert [job.experiment["seed"] for job in drawn] == [job.runs[0].seed for job in drawn]


def test_planning_stores_nothing(jobs: Jobs, spec: JobSpec, sessions: Sessions) -> None:
    resolved, plan = jobs.plan(spec)
    assert (resolved.seed, plan.runs, plan.steps) == (7, 1, 50 * 9)
    assert not any(everything(sessions))


def test_an_invalid_experiment_is_refused_and_not_stored(
    jobs: Jobs, body: Body, sessions: Sessions
) -> None:
    with pytest.raises(InvalidRequest, match="`batch_size` must be <= the 235 training rows"):
        submitted(jobs, body, batch_size=236)
    assert not any(everything(sessions))


def test_a_job_is_accepted_while_the_broker_is_away(sessions: Sessions, spec: JobSpec) -> None:
    jobs = Jobs(sessions, Bell("unix:///nowhere/valkey.sock"), Settings())
    job = jobs.submit(spec)
    assert jobs.get(job.id).status is Status.QUEUED


def test_no_job_is_accepted_while_the_database_is_away(bell: Bell, spec: JobSpec) -> None:
    away = Sessions(connect("postgresql://lehr@/lehr?host=/nowhere"))
    with pytest.raises(Unavailable, match="the database cannot be reached"):
        Jobs(away, bell, Settings()).submit(spec)


def test_the_queue_takes_its_limit_and_no_more(
    sessions: Sessions, bell: Bell, spec: JobSpec
) -> None:
    jobs = Jobs(sessions, bell, Settings(max_queued_runs=2))
    kept = [jobs.submit(spec), jobs.submit(spec)]
    with pytest.raises(QueueFull, match="at most 2 runs may wait; 2 do, and this job has 1"):
        jobs.submit(spec)
    assert {job.id for job in kept} == {row.id for row in query(sessions, "SELECT id FROM jobs")}


def test_a_claimed_run_leaves_room_in_the_queue(
    sessions: Sessions, bell: Bell, runs: Runs, spec: JobSpec
) -> None:
    jobs = Jobs(sessions, bell, Settings(max_queued_runs=1))
    jobs.submit(spec)
    runs.claim("worker")
    assert jobs.submit(spec).status is Status.QUEUED


def test_jobs_submitted_at_once_cannot_overfill_the_queue(
    sessions: Sessions, bell: Bell, spec: JobSpec
) -> None:
    jobs = Jobs(sessions, bell, Settings(max_queued_runs=3))
    results = at_once(*[lambda: jobs.submit(spec)] * 6)
    assert sorted(type(result).__name__ for result in results) == ["Job"] * 3 + ["QueueFull"] * 3
