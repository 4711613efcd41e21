"""Jobs are set aside and gone on with; what they have trained stays."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from lehr.errors import IllegalMove
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import Lost, give_back, record, renew, succeed
from tests.trainings import claimed, epochs, events, fall_silent, job_of_several, only_run

Body = dict[str, Any]


def statuses(jobs: Jobs, job_id: UUID) -> list[Status]:
    return [run.status for run in jobs.get(job_id).runs]


def test_runs_that_wait_are_set_aside_at_once(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=2)
    assert jobs.pause(job_id).status is Status.PAUSED
    assert statuses(jobs, job_id) == [Status.PAUSED] * 2
    assert runs.claim("worker") == []
    assert events(sessions, job_id) == ["job.queued", "run.paused", "run.paused", "job.paused"]


def test_a_paused_job_goes_on(jobs: Jobs, runs: Runs, job: Job, sessions: Sessions) -> None:
    jobs.pause(job.id)
    assert jobs.resume(job.id).status is Status.QUEUED
    assert claimed(runs).job_id == job.id
    assert events(sessions, job.id)[-2:] == ["run.requeued", "job.resumed"]


def test_a_run_in_training_is_asked_to_be_set_aside(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    assert jobs.pause(job.id).status is Status.RUNNING
    assert renew(runs, claim).pause_requested


def test_what_a_run_has_trained_stays_while_it_is_set_aside(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 3))
    jobs.pause(job.id)
    give_back(runs, claim)
    assert jobs.get(job.id).status is Status.PAUSED
    assert (only_run(jobs, job).epochs_done, only_run(jobs, job).attempts) == (3, 0)
    assert jobs.history(job.id).runs[0].epoch == [1, 2, 3]


def test_a_run_whose_worker_died_is_set_aside_all_the_same(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim, sessions: Sessions
) -> None:
    jobs.pause(job.id)
    fall_silent(sessions)
    runs.sweep()
    assert statuses(jobs, job.id) == [Status.PAUSED]
    with pytest.raises(Lost):
        record(runs, claim, epochs(1, 1))


def test_a_run_that_ends_before_it_hears_of_the_pause_has_ended(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    jobs.pause(job.id)
    succeed(runs, claim)
    assert jobs.get(job.id).status is Status.SUCCEEDED


def test_a_pause_that_nobody_has_heard_of_yet_can_be_taken_back(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    jobs.pause(job.id)
    assert jobs.resume(job.id).status is Status.RUNNING
    assert not renew(runs, claim).pause_requested


def test_a_paused_job_can_be_cancelled(jobs: Jobs, job: Job) -> None:
    jobs.pause(job.id)
    assert jobs.cancel(job.id).status is Status.CANCELLED


def test_cancelling_outdoes_pausing(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    jobs.pause(job.id)
    jobs.cancel(job.id)
    give_back(runs, claim)
    assert jobs.get(job.id).status is Status.CANCELLED


def test_a_resumed_run_takes_its_turn_behind_those_that_are_waiting(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    paused = job_of_several(sessions, body, runs=1)
    jobs.pause(paused)
    waiting = job_of_several(sessions, body, runs=1)
    jobs.resume(paused)
    assert {claimed(runs).job_id for _ in range(2)} == {paused, waiting}


@pytest.mark.parametrize("deed", [Jobs.pause, Jobs.resume])
def test_a_finished_job_is_neither_paused_nor_resumed(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim, deed: Callable[[Jobs, UUID], Job]
) -> None:
    succeed(runs, claim)
    with pytest.raises(IllegalMove, match="a job that is succeeded cannot be"):
        deed(jobs, job.id)


def test_a_job_is_not_paused_twice_nor_resumed_unpaused(jobs: Jobs, job: Job) -> None:
    with pytest.raises(IllegalMove, match="a job that is queued cannot be resumed"):
        jobs.resume(job.id)
    jobs.pause(job.id)
    with pytest.raises(IllegalMove, match="a job that is paused cannot be paused"):
        jobs.pause(job.id)
