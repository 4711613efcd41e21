"""Clients end jobs, and delete them."""

from functools import partial
from typing import Any

import pytest

from lehr.errors import IllegalMove
from lehr.experiments.history import StepRecord
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import begin, cancel, fail, record, renew, succeed
from tests.trainings import (
    OUTCOME,
    PROBLEM,
    at_once,
    epochs,
    events,
    everything,
    job_of_several,
    submitted,
)

Body = dict[str, Any]


def test_a_job_tells_of_the_first_error(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    fail(runs, claim, PROBLEM)
    failed = jobs.get(job.id)
    assert (failed.status, failed.error, failed.runs[0].error) == (Status.FAILED, PROBLEM, PROBLEM)


def test_cancelling_a_waiting_job_ends_it_at_once(
    jobs: Jobs, runs: Runs, job: Job, sessions: Sessions
) -> None:
    cancelled = jobs.cancel(job.id)
    assert (cancelled.status, cancelled.runs[0].status) == (Status.CANCELLED, Status.CANCELLED)
    assert cancelled.finished_at is not None
    assert cancelled.runs[0].finished_at is not None
    assert events(sessions, job.id) == ["job.queued", "run.cancelled", "job.cancelled"]
    assert runs.claim("worker") == []


def test_cancelling_asks_the_worker_that_trains(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    assert jobs.cancel(job.id).status is Status.RUNNING
    assert renew(runs, claim).cancel_requested
    cancel(runs, claim)
    assert jobs.get(job.id).status is Status.CANCELLED


@pytest.mark.usefixtures("claim")
def test_cancelling_twice_is_as_good_as_once(jobs: Jobs, job: Job) -> None:
    once = jobs.cancel(job.id)
    assert jobs.cancel(job.id) == once


def test_cancelling_ends_what_waits_and_asks_for_what_trains(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=3)
    [claim] = runs.claim("worker")
    begin(runs, claim)
    assert jobs.cancel(job_id).runs_by_status == {Status.RUNNING: 1, Status.CANCELLED: 2}
    cancel(runs, claim)
    assert jobs.get(job_id).status is Status.CANCELLED


def test_a_finished_job_cannot_be_cancelled(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    succeed(runs, claim, OUTCOME)
    with pytest.raises(IllegalMove, match="a job that is succeeded cannot be cancelled"):
        jobs.cancel(job.id)


def test_cancelling_and_finishing_at_once_leave_one_of_both(
    jobs: Jobs, runs: Runs, body: Body, sessions: Sessions
) -> None:
    for _ in range(5):
        job = submitted(jobs, body)
        [claim] = runs.claim("worker")
        begin(runs, claim)
        _, finished = at_once(partial(jobs.cancel, job.id), partial(succeed, runs, claim, OUTCOME))
        assert finished is None
        assert jobs.get(job.id).status is Status.SUCCEEDED
        assert events(sessions, job.id)[-2:] == ["run.succeeded", "job.succeeded"]


def test_cancelling_and_claiming_at_once_lose_no_request(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    for _ in range(5):
        job = submitted(jobs, body)
        _, claims = at_once(partial(jobs.cancel, job.id), partial(runs.claim, "worker"))
        assert isinstance(claims, list)
        for claim in claims:
            assert renew(runs, claim).cancel_requested
            cancel(runs, claim)
        assert jobs.get(job.id).status is Status.CANCELLED


def test_a_deleted_job_leaves_nothing(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim, sessions: Sessions
) -> None:
    record(runs, claim, epochs(1, 3), [StepRecord(0, 0.1, 0.5)])
    succeed(runs, claim, OUTCOME)
    jobs.delete(job.id)
    assert not any(everything(sessions))


def test_only_the_deleted_job_goes(jobs: Jobs, body: Body) -> None:
    gone, kept = submitted(jobs, body), submitted(jobs, body)
    jobs.cancel(gone.id)
    jobs.delete(gone.id)
    assert jobs.get(kept.id).runs_total == 1


def test_an_unfinished_job_cannot_be_deleted(jobs: Jobs, job: Job) -> None:
    with pytest.raises(IllegalMove, match="a job that is queued cannot be deleted: cancel it"):
        jobs.delete(job.id)
