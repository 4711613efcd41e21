"""Workers end runs, or give them back."""

from collections.abc import Callable
from math import nan
from typing import Any

from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Warned
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import begin, fail, give_back, record, succeed, warn
from tests.trainings import (
    OUTCOME,
    PROBLEM,
    claimed,
    epoch,
    epochs,
    events,
    fall_silent,
    job_of_several,
    submitted,
    the_run,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]


def test_a_diverged_run_has_succeeded(runs: Runs, jobs: Jobs, claim: Claim) -> None:
    record(runs, claim, [epoch(1, nan, nan)])
    succeed(runs, claim, OUTCOME)
    assert jobs.get(claim.job_id).status is Status.SUCCEEDED


def test_success_keeps_the_outcome_and_ends_the_job(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    record(runs, claim, epochs(1, 50))
    succeed(runs, claim, OUTCOME)
    job, run = jobs.get(claim.job_id), the_run(jobs, claim)
    assert (job.status, run.status) == (Status.SUCCEEDED, Status.SUCCEEDED)
    assert (run.trainer_used, run.weights_sha256) == ("fit", OUTCOME.weights_sha256)
    assert run.lr_conformance is not None
    assert run.lr_conformance.max_abs_error == 0
    assert job.finished_at is not None
    assert run.finished_at is not None
    assert events(sessions, job.id)[3:] == ["run.progress", "run.succeeded", "job.succeeded"]


def test_failure_keeps_the_problem_and_ends_the_job(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    fail(runs, claim, PROBLEM)
    job, run = jobs.get(claim.job_id), the_run(jobs, claim)
    assert (job.status, run.status, run.error) == (Status.FAILED, Status.FAILED, PROBLEM)
    assert events(sessions, job.id)[3:] == ["run.failed", "job.failed"]


def test_a_job_goes_on_until_its_last_run_ends(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=2)
    first, second = claimed(runs), claimed(runs)
    begin(runs, first)
    begin(runs, second)
    fail(runs, first, PROBLEM)
    assert jobs.get(job_id).status is Status.RUNNING
    succeed(runs, second, OUTCOME)
    assert jobs.get(job_id).status is Status.FAILED
    told = events(sessions, job_id)
    assert (told.count("job.started"), told[-1]) == (1, "job.failed")


def test_a_warning_of_the_worker_stands_on_the_run(runs: Runs, jobs: Jobs, claim: Claim) -> None:
    warned = Warned(code="class-not-trained", detail="no training row is of class 2")
    warn(runs, claim, [warned])
    assert the_run(jobs, claim).warnings == [warned]


def test_a_run_that_is_given_back_is_trained_anew(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    record(runs, claim, epochs(1, 3))
    give_back(runs, claim)
    assert jobs.get(claim.job_id).status is Status.RUNNING
    again = claimed(runs, "another")
    assert (again.run_id, again.token) == (claim.run_id, claim.token + 1)
    begin(runs, again)
    assert jobs.history(claim.job_id).runs[0].epoch == []
    assert the_run(jobs, again).final is None
    assert events(sessions, claim.job_id)[4:] == ["run.requeued", "run.started"]


def test_a_run_that_is_given_back_keeps_its_place(
    runs: Runs, jobs: Jobs, claim: Claim, body: Body
) -> None:
    submitted(jobs, body)
    give_back(runs, claim)
    assert claimed(runs).run_id == claim.run_id


def test_an_attempt_that_is_given_back_does_not_count(runs: Runs, jobs: Jobs, claim: Claim) -> None:
    give_back(runs, claim)
    assert the_run(jobs, claim).attempts == 0


def test_giving_back_forgives_no_former_attempt(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    fall_silent(sessions)
    runs.sweep()
    again = claimed(runs)
    begin(runs, again)
    give_back(runs, again)
    assert the_run(jobs, claim).attempts == 1


def test_a_run_that_nobody_wants_any_more_is_not_queued_again(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    jobs.cancel(claim.job_id)
    give_back(runs, claim)
    assert jobs.get(claim.job_id).status is Status.CANCELLED
    assert events(sessions, claim.job_id)[3:] == ["run.cancelled", "job.cancelled"]
