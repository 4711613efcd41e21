"""A job's log is read in pages, and many logs' ends in one query."""

from uuid import uuid4

import pytest

from lehr.errors import UnknownJob
from lehr.events import Events
from lehr.experiments.events import Mark
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import record, succeed
from tests.trainings import OUTCOME, epochs, submitted


@pytest.fixture
def log(sessions: Sessions) -> Events:
    return Events(sessions)


def types(log: Events, job: Job, after: int, limit: int) -> list[str]:
    return [event.type for event in log.page(job.id, after=after, limit=limit).events]


def test_a_page_begins_behind_what_is_known_and_ends_at_its_limit(
    log: Events, runs: Runs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 3))
    assert types(log, job, after=1, limit=2) == ["job.started", "run.started"]
    assert types(log, job, after=3, limit=2) == ["run.progress"]
    assert types(log, job, after=4, limit=2) == []


def test_a_job_that_does_not_exist_has_no_log(log: Events) -> None:
    with pytest.raises(UnknownJob, match="no job has the id"):
        log.page(uuid4(), limit=10)


def test_the_marks_of_several_jobs_are_told_at_once(
    log: Events, runs: Runs, jobs: Jobs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 50))
    succeed(runs, claim, OUTCOME)
    waiting = submitted(jobs, job.experiment)
    assert log.marks([job.id, waiting.id, uuid4()]) == {
        job.id: Mark(version=6, is_finished=True),
        waiting.id: Mark(version=1, is_finished=False),
    }


def test_nobody_has_no_marks(log: Events) -> None:
    assert log.marks([]) == {}
