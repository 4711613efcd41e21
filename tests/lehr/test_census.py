"""The census counts jobs, runs and workers."""

from math import inf
from typing import Any

import pytest

from lehr.census import Census
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.census_store import RUN_SECONDS
from lehr.store.engine import Sessions
from lehr.workers import Workers, presence
from tests.one_run import succeed
from tests.trainings import OUTCOME, execute, job_of_several, submitted

NOTHING = dict.fromkeys(Status, 0)


@pytest.fixture
def census(sessions: Sessions) -> Census:
    return Census(sessions)


def test_an_empty_deployment_has_a_count_for_every_status(census: Census) -> None:
    counts = census.take()
    assert (counts.jobs, counts.runs, counts.workers) == (NOTHING, NOTHING, 0)
    assert counts.oldest_queued_seconds == 0
    assert counts.run_seconds == (dict.fromkeys(RUN_SECONDS, 0), 0)


def test_jobs_and_runs_are_counted_by_status(
    census: Census, runs: Runs, sessions: Sessions, body: dict[str, Any]
) -> None:
    job_of_several(sessions, body, runs=3)
    runs.claim("worker")
    counts = census.take()
    assert counts.jobs == NOTHING | {Status.QUEUED: 1}
    assert counts.runs == NOTHING | {Status.QUEUED: 2, Status.RUNNING: 1}


def test_workers_that_are_alive_are_counted(census: Census, workers: Workers) -> None:
    workers.arrive(presence())
    assert census.take().workers == 1


def test_the_oldest_queued_run_tells_how_long_the_queue_is(
    census: Census, jobs: Jobs, sessions: Sessions, body: dict[str, Any]
) -> None:
    submitted(jobs, body)
    execute(sessions, "UPDATE runs SET queued_at = now() - interval '1000 seconds'")
    submitted(jobs, body)
    assert census.take().oldest_queued_seconds == pytest.approx(1000, rel=0.05)


@pytest.mark.usefixtures("claim")
def test_a_run_in_training_does_not_wait(census: Census) -> None:
    assert census.take().oldest_queued_seconds == 0


def test_finished_runs_are_counted_by_how_long_they_took(
    census: Census, runs: Runs, claim: Claim, sessions: Sessions
) -> None:
    succeed(runs, claim, OUTCOME)
    execute(sessions, "UPDATE runs SET started_at = finished_at - interval '10 seconds'")
    counts, total = census.take().run_seconds
    assert (counts[3.0], counts[10.0], counts[30.0], counts[inf], total) == (0, 1, 1, 1, 10)


def test_a_run_cancelled_before_it_began_took_no_time(
    census: Census, jobs: Jobs, body: dict[str, Any]
) -> None:
    jobs.cancel(submitted(jobs, body).id)
    assert census.take().run_seconds[0][inf] == 0
