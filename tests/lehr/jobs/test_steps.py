"""Clients read what happened, update by update, of runs that keep them."""

from typing import Any

import pytest

from lehr.errors import UnknownRun
from lehr.experiments.entries import Entry
from lehr.experiments.history import StepRecord
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import begin, give_back, record
from tests.trainings import claimed, epochs, job_of_several, submitted

Body = dict[str, Any]


def updates(*numbers: int) -> list[StepRecord]:
    return [StepRecord(number, 0.1 / (number + 1), 1 / (number + 1)) for number in numbers]


def test_updates_are_shown_in_columns(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    record(runs, claim, epochs(1, 1), updates(0, 1))
    record(runs, claim, epochs(2, 2), updates(2))
    steps = jobs.steps(job.id)
    (run,) = steps.runs
    assert (steps.status, steps.sampled) == (Status.RUNNING, False)
    assert (run.id, run.seed) == (claim.run_id, 7)
    assert run.columns == {
        "step": [0, 1, 2],
        "learning_rate": [0.1, 0.05, 0.1 / 3],
        "loss": [1.0, 0.5, 1 / 3],
    }


def test_a_run_that_keeps_no_updates_has_empty_columns(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 1))
    steps = jobs.steps(job.id)
    assert not any(steps.runs[0].columns.values())
    assert not steps.sampled


def test_updates_can_be_read_from_one_on(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    record(runs, claim, epochs(1, 1), updates(0, 1, 2, 3))
    steps = jobs.steps(job.id, after=1)
    assert (steps.runs[0].step, steps.sampled) == ([2, 3], False)


@pytest.mark.parametrize("after", [-1, 1])
def test_updates_that_were_not_kept_are_told(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim, after: int
) -> None:
    record(runs, claim, epochs(1, 1), updates(0, 1, 3))
    assert jobs.steps(job.id, after=after).sampled


def test_many_updates_can_be_thinned(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    record(runs, claim, epochs(1, 1), updates(*range(100)))
    steps = jobs.steps(job.id, points=10)
    assert steps.sampled
    assert (steps.runs[0].step[0], steps.runs[0].step[-1]) == (0, 99)
    assert len(steps.runs[0].step) <= 12


def test_every_run_of_a_job_shows_its_updates(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=3)
    claims = [claimed(runs) for _ in range(3)]
    runs.begin(claims)
    runs.write([Entry(claim, (), updates(claim.key)) for claim in claims])
    assert [run.step for run in jobs.steps(job_id).runs] == [[claim.key] for claim in claims]
    (one,) = jobs.steps(job_id, run_id=claims[1].run_id).runs
    assert (one.id, one.step) == (claims[1].run_id, [claims[1].key])


def test_a_training_that_begins_anew_forgets_its_updates(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 1), updates(0, 1))
    give_back(runs, claim)
    begin(runs, claimed(runs))
    assert jobs.steps(job.id).runs[0].step == []


def test_the_updates_of_a_run_of_another_job_are_unknown(jobs: Jobs, job: Job, body: Body) -> None:
    other = submitted(jobs, body)
    with pytest.raises(UnknownRun):
        jobs.steps(job.id, run_id=other.runs[0].id)
