"""Clients see how far their jobs have come."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from lehr.errors import UnknownJob
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import record, succeed
from tests.trainings import (
    OUTCOME,
    epochs,
    execute,
    job_of_several,
    submitted,
)

Body = dict[str, Any]


def test_the_queue_position_counts_by_priority_then_age(jobs: Jobs, body: Body) -> None:
    first, second = submitted(jobs, body), submitted(jobs, body)
    urgent, later = submitted(jobs, body, priority=10), submitted(jobs, body, priority=-1)
    shown = [jobs.get(job.id).queue_position for job in (urgent, first, second, later)]
    assert shown == [1, 2, 3, 4]


def test_the_queue_position_follows_the_turns(jobs: Jobs, sessions: Sessions, body: Body) -> None:
    large = job_of_several(sessions, body, runs=5)
    small, last = submitted(jobs, body), job_of_several(sessions, body, runs=1)
    assert [jobs.get(job).queue_position for job in (large, small.id, last)] == [1, 2, 3]


@pytest.mark.usefixtures("claim")
def test_a_job_in_training_has_no_queue_position(jobs: Jobs, job: Job) -> None:
    assert jobs.get(job.id).queue_position is None


def test_progress_counts_epochs(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    record(runs, claim, epochs(1, 5))
    progress = jobs.get(job.id).progress
    assert (progress.epochs_done, progress.epochs_total) == (5, 50)


def test_the_time_left_follows_from_the_speed_so_far(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim, sessions: Sessions
) -> None:
    record(runs, claim, epochs(1, 5))
    execute(sessions, "UPDATE jobs SET started_at = now() - interval '100 seconds'")
    assert jobs.get(job.id).progress.eta_seconds == pytest.approx(900, rel=0.05)


@pytest.mark.usefixtures("claim")
def test_no_time_left_is_told_before_the_first_epoch(jobs: Jobs, job: Job) -> None:
    assert jobs.get(job.id).progress.eta_seconds is None


def test_no_time_left_is_told_once_finished(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    record(runs, claim, epochs(1, 50))
    succeed(runs, claim, OUTCOME)
    assert jobs.get(job.id).progress.eta_seconds is None


@pytest.mark.parametrize(
    "ask",
    [
        Jobs.get,
        Jobs.version,
        Jobs.history,
        Jobs.cancel,
        Jobs.delete,
        lambda jobs, job_id: jobs.runs(job_id, status=None, cursor=None, limit=10),
    ],
)
def test_a_job_that_does_not_exist_is_unknown(
    jobs: Jobs, ask: Callable[[Jobs, UUID], object]
) -> None:
    job_id = uuid4()
    with pytest.raises(UnknownJob, match=f"no job has the id {job_id}"):
        ask(jobs, job_id)
