"""Runs of silent workers are freed, and what waits is rung for."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from redis import Redis

from lehr.bell import QUEUE, Bell
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import MAX_ATTEMPTS, Runs
from lehr.store.claim_store import ClaimStore
from lehr.store.engine import Sessions
from lehr.store.locks import leads
from tests.one_run import Lost, begin, cancel, give_back, record, renew
from tests.trainings import (
    at_once,
    claimed,
    epochs,
    fall_silent,
    query,
    submitted,
    the_run,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]


def test_a_silent_workers_run_is_queued_again(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    fall_silent(sessions)
    runs.sweep()
    run = the_run(jobs, claim)
    assert (run.status, run.attempts) == (Status.QUEUED, 1)
    requeued = query(sessions, "SELECT data FROM events WHERE type = 'run.requeued'")
    assert [row.data for row in requeued] == [{"reason": "lease-expired"}]


def test_a_run_claimed_and_never_begun_is_queued_again(
    runs: Runs, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    claim = claimed(runs)
    fall_silent(sessions)
    runs.sweep()
    assert jobs.get(job.id).status is Status.QUEUED
    assert claimed(runs).token > claim.token


def test_a_live_workers_run_is_left_alone(runs: Runs, claim: Claim) -> None:
    runs.sweep()
    assert renew(runs, claim).token == claim.token


def test_a_silent_workers_run_ends_where_its_client_asked_for_that(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    jobs.cancel(claim.job_id)
    fall_silent(sessions)
    runs.sweep()
    assert jobs.get(claim.job_id).status is Status.CANCELLED


def test_a_run_that_silences_every_worker_has_failed(
    runs: Runs, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    for _ in range(MAX_ATTEMPTS):
        begin(runs, claimed(runs))
        fall_silent(sessions)
        runs.sweep()
    failed = jobs.get(job.id)
    assert (failed.status, failed.runs[0].attempts) == (Status.FAILED, MAX_ATTEMPTS)
    assert failed.error is not None
    assert failed.error.type == "/problems/attempts-exhausted"
    assert runs.claim("worker") == []


def test_a_new_epoch_forgives_former_attempts(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    fall_silent(sessions)
    runs.sweep()
    again = claimed(runs)
    begin(runs, again)
    assert the_run(jobs, claim).attempts == 2
    record(runs, again, epochs(1, 1))
    assert the_run(jobs, claim).attempts == 0


def test_epochs_reached_before_forgive_nothing(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    record(runs, claim, epochs(1, 3))
    fall_silent(sessions)
    runs.sweep()
    again = claimed(runs)
    begin(runs, again)
    record(runs, again, epochs(1, 3))
    assert the_run(jobs, claim).attempts == 1
    record(runs, again, epochs(4, 4))
    assert the_run(jobs, claim).attempts == 0


def test_a_worker_that_comes_back_in_time_keeps_its_run(
    runs: Runs, claim: Claim, sessions: Sessions
) -> None:
    fall_silent(sessions)
    with sessions.begin() as session:
        (expired,) = ClaimStore(session).expired(10)
    renew(runs, claim)
    runs._free([expired])
    assert renew(runs, claim).token == claim.token


def test_renewing_and_sweeping_at_once_leave_one_holder(
    runs: Runs, jobs: Jobs, body: Body, sessions: Sessions
) -> None:
    for _ in range(5):
        job = submitted(jobs, body)
        claim = claimed(runs)
        begin(runs, claim)
        fall_silent(sessions)
        renewed, _ = at_once(partial(renew, runs, claim), runs.sweep)
        kept = isinstance(renewed, Claim)
        assert kept or isinstance(renewed, Lost)
        (run,) = jobs.get(job.id).runs
        assert run.status is (Status.RUNNING if kept else Status.QUEUED)
        cancel(runs, claim if kept else claimed(runs))


def test_one_process_sweeps_at_a_time(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    fall_silent(sessions)
    with sessions.begin() as session:
        assert leads(session)
        runs.sweep()
        assert the_run(jobs, claim).status is Status.RUNNING
    runs.sweep()
    assert the_run(jobs, claim).status is Status.QUEUED


def test_a_sweep_rings_for_what_waits(runs: Runs, job: Job, broker: Redis) -> None:
    broker.delete(QUEUE)
    runs.sweep()
    assert broker.llen(QUEUE) == 1
    assert runs.claim("worker") is not None, job


@pytest.mark.usefixtures("job")
def test_rings_that_nobody_hears_do_not_pile_up(runs: Runs, broker: Redis) -> None:
    broker.delete(QUEUE)
    for _ in range(3):
        runs.sweep()
    assert broker.llen(QUEUE) == 1


@pytest.mark.usefixtures("claim")
def test_a_sweep_is_quiet_where_nothing_waits(runs: Runs, broker: Redis) -> None:
    broker.delete(QUEUE)
    runs.sweep()
    assert broker.llen(QUEUE) == 0


def test_a_run_that_is_given_back_rings_for_another_worker(
    runs: Runs, claim: Claim, broker: Redis
) -> None:
    broker.delete(QUEUE)
    give_back(runs, claim)
    assert broker.llen(QUEUE) == 1


def test_a_sweep_goes_on_while_the_broker_is_away(
    sessions: Sessions, jobs: Jobs, claim: Claim
) -> None:
    fall_silent(sessions)
    Runs(sessions, Bell("unix:///nowhere/valkey.sock"), lease_seconds=30).sweep()
    assert the_run(jobs, claim).status is Status.QUEUED
