"""A finished job can be trained for longer, as a job of its own."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lehr.errors import IllegalMove, InvalidRequest
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.store.ledger import Ledger
from lehr.testing import wait_until
from tests.one_run import begin, record, succeed
from tests.trainings import claimed, epochs, events, query, submitted

Body = dict[str, Any]
SWEEP = {"schedule.initial_learning_rate": [0.1, 0.2]}


def finished(jobs: Jobs, runs: Runs, body: Body, **changes: object) -> Job:
    job = submitted(jobs, body, epochs=2, **changes)
    for _ in job.runs:
        claim = claimed(runs)
        begin(runs, claim)
        record(runs, claim, epochs(1, 2))
        succeed(runs, claim)
    return jobs.get(job.id)


def test_the_new_job_has_the_same_runs_and_more_epochs(
    jobs: Jobs, runs: Runs, body: Body, sessions: Sessions
) -> None:
    parent = finished(jobs, runs, body, sweep=SWEEP)
    longer = jobs.extend(parent.id, 5)
    assert (longer.parent, longer.status) == (parent.id, Status.QUEUED)
    assert [(run.parameters, run.seed) for run in longer.runs] == [
        (run.parameters, run.seed) for run in parent.runs
    ]
    assert [(run.epochs, run.epochs_done) for run in longer.runs] == [(5, 2)] * 2
    assert longer.experiment == parent.experiment | {"epochs": 5}
    assert events(sessions, longer.id) == ["job.queued"]


def test_the_new_job_begins_with_the_history_of_its_parent(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    parent = finished(jobs, runs, body, sweep=SWEEP)
    longer = jobs.extend(parent.id, 5)
    old, new = (jobs.history(job.id).runs for job in (parent, longer))
    assert [run.columns for run in new] == [run.columns for run in old]
    assert [run.best for run in longer.runs] == [run.best for run in parent.runs]


def test_the_parent_stays_as_it_is_and_may_go(jobs: Jobs, runs: Runs, body: Body) -> None:
    parent = finished(jobs, runs, body)
    longer = jobs.extend(parent.id, 5)
    assert jobs.get(parent.id) == parent
    jobs.delete(parent.id)
    assert jobs.get(longer.id).parent is None
    assert jobs.history(longer.id).runs[0].epoch == [1, 2]


def test_the_parent_may_go_while_a_worker_writes_to_the_new_job(
    jobs: Jobs, runs: Runs, body: Body, sessions: Sessions
) -> None:
    parent = finished(jobs, runs, body)
    longer = jobs.extend(parent.id, 5)
    with ThreadPoolExecutor(1) as threads:
        with sessions.begin() as session:
            written = Ledger(session, longer.id)
            written.note("run.progress")
            session.flush()
            deleted = threads.submit(jobs.delete, parent.id)
            wait_until(lambda: query(sessions, "SELECT FROM pg_locks WHERE NOT granted"))
            written.note("run.progress")
        deleted.result()
    child = jobs.get(longer.id)
    assert (child.parent, child.version) == (None, longer.version + 2)


def test_only_more_epochs_than_there_are_can_be_asked_for(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    parent = finished(jobs, runs, body)
    with pytest.raises(InvalidRequest, match="must be > its 2; received 2"):
        jobs.extend(parent.id, 2)


def test_a_job_that_has_not_succeeded_is_not_extended(jobs: Jobs, job: Job) -> None:
    with pytest.raises(IllegalMove, match="a job that is queued cannot be extended"):
        jobs.extend(job.id, 100)


def test_a_job_without_one_number_of_epochs_is_not_extended(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    for sweep in ({"epochs": [2]}, [{"epochs": 2}]):
        parent = finished(jobs, runs, body, sweep=sweep)
        with pytest.raises(IllegalMove, match="sweeps over `epochs`"):
            jobs.extend(parent.id, 5)
