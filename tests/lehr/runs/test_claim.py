"""Workers claim runs and begin to train them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lehr.experiments.lifecycle import Status
from lehr.experiments.plan import assigned
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.store.queue_store import QueueStore
from lehr.workers import Workers, presence
from tests.one_run import begin
from tests.trainings import (
    at_once,
    claimed,
    events,
    job_of_several,
    query,
    submitted,
    the_run,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]


def test_the_oldest_run_of_the_highest_priority_is_next(runs: Runs, jobs: Jobs, body: Body) -> None:
    made = [submitted(jobs, body, priority=priority).id for priority in (0, 5, 0, 5, -5)]
    order = [claimed(runs).job_id for _ in made]
    assert order == [made[index] for index in (1, 3, 0, 2, 4)]


def test_nothing_is_claimed_where_nothing_waits(runs: Runs) -> None:
    assert runs.claim("worker") == []


def test_a_run_is_claimed_once(runs: Runs, jobs: Jobs, job: Job) -> None:
    claim = claimed(runs)
    assert (claim.run_id, claim.token, claim.attempts) == (job.runs[0].id, 1, 0)
    assert runs.claim("another") == []
    assert the_run(jobs, claim).status is Status.RUNNING


def test_claimers_at_once_get_different_runs(runs: Runs, sessions: Sessions, body: Body) -> None:
    job_id = job_of_several(sessions, body, runs=6)
    claims = at_once(*[partial(runs.claim, f"worker-{n}") for n in range(8)])
    taken = [claim.run_id for found in claims if isinstance(found, list) for claim in found]
    rows = query(sessions, "SELECT id FROM runs WHERE job_id = :id", job_id)
    assert sorted(taken) == sorted(row.id for row in rows)
    assert claims.count([]) == 2


def test_a_run_that_is_being_taken_holds_up_no_other_claim(
    runs: Runs, sessions: Sessions, jobs: Jobs, body: Body
) -> None:
    first, second = submitted(jobs, body), submitted(jobs, body)
    with sessions.begin() as session:
        (taken,) = QueueStore(session).claim("slow", runs.lease)
        assert (taken.job_id, claimed(runs).job_id) == (first.id, second.id)


def test_a_worker_that_is_to_stop_claims_nothing(runs: Runs, workers: Workers, job: Job) -> None:
    here = presence()
    workers.arrive(here)
    workers.ask_to_stop(here)
    assert runs.claim(here.name) == []
    assert claimed(runs, "another").job_id == job.id


def test_beginning_starts_the_job_and_counts_an_attempt(
    runs: Runs, jobs: Jobs, job: Job, sessions: Sessions
) -> None:
    claim = claimed(runs)
    assignment = begin(runs, claim)
    assert assigned(assignment)[1].steps == 450
    started = jobs.get(job.id)
    assert (started.status, started.runs[0].attempts) == (Status.RUNNING, 1)
    assert started.started_at is not None
    assert started.runs[0].started_at is not None
    assert events(sessions, job.id) == ["job.queued", "job.started", "run.started"]


def test_what_is_assigned_is_a_valid_experiment(runs: Runs, job: Job) -> None:
    assignment = begin(runs, claimed(runs))
    experiment, _ = assigned(assignment)
    assert experiment.normalised().items() <= job.experiment.items()
