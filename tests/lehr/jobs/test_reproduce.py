"""A finished job is trained again, and told apart from what it was."""

from collections.abc import Sequence
from math import nan
from typing import Any

import pytest

from lehr.bell import Bell
from lehr.errors import IllegalMove, QueueFull, UnknownJob
from lehr.experiments.history import EpochRecord
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Job
from lehr.experiments.reproduction import Verdict
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from tests.one_run import begin, cancel, fail, record, succeed
from tests.trainings import OUTCOME, claimed, epoch, only_run, submitted

Body = dict[str, Any]
OTHER = OUTCOME.model_copy(update={"weights_sha256": "00" * 32})


def train(runs: Runs, *losses: float, outcome: Any = OUTCOME) -> None:
    """Train the next run: so many epochs with these validation losses."""
    claim = claimed(runs)
    begin(runs, claim)
    record(runs, claim, rows(losses))
    succeed(runs, claim, outcome)


def rows(losses: Sequence[float]) -> list[EpochRecord]:
    return [epoch(number, val_loss=loss) for number, loss in enumerate(losses, 1)]


def again(
    jobs: Jobs, runs: Runs, job: Job, finals: Sequence[float], others: Sequence[float]
) -> Job:
    """Train a job's runs, and train them again, with these final losses."""
    for loss in finals:
        train(runs, 0.5, loss)
    new = jobs.reproduce(job.id)
    for loss, other in zip(others, finals, strict=True):
        train(runs, 0.5, loss, outcome=OUTCOME if loss == other else OTHER)
    return jobs.get(new.id)


def test_the_new_job_has_the_same_runs_and_names_the_first(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    sweep = {"schedule.initial_learning_rate": [0.1, 0.2]}
    job = submitted(jobs, body, seed=None, seeds=[1, 2], sweep=sweep, labels={"team": "kiln"})
    for _ in job.runs:
        train(runs, 0.5)
    new = jobs.reproduce(job.id)
    assert (new.reproduces, new.status, new.reproduction) == (job.id, Status.QUEUED, None)
    assert (new.experiment, new.labels) == (job.experiment, job.labels)
    assert [(run.parameters, run.seed, run.epochs, run.epochs_done) for run in new.runs] == [
        (run.parameters, run.seed, run.epochs, 0) for run in job.runs
    ]


def test_what_comes_out_the_same_is_equal_to_the_bit(jobs: Jobs, runs: Runs, job: Job) -> None:
    new = again(jobs, runs, job, [0.25], [0.25])
    found = only_run(jobs, new).reproduction
    assert found
    assert (found.of, found.verdict) == (job.runs[0].id, Verdict.BIT)
    assert (found.first_epoch, found.difference) == (None, 0)
    assert new.reproduction
    counts = new.reproduction.equal, new.reproduction.different, new.reproduction.not_compared
    assert (new.reproduction.verdict, counts) == (Verdict.BIT, (1, 0, 0))


def test_a_run_is_no_reproduction_before_it_has_ended(jobs: Jobs, runs: Runs, job: Job) -> None:
    train(runs, 0.5)
    new = jobs.reproduce(job.id)
    claim = claimed(runs)
    begin(runs, claim)
    record(runs, claim, rows([0.5]))
    assert only_run(jobs, new).reproduction is None
    assert jobs.get(new.id).reproduction is None


@pytest.mark.usefixtures("job")
@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([0.5, 0.25, 0.25], [0.5, 0.5, 0.25], (2, 0)),
        ([0.5, 0.25], [0.5, 0.5], (2, 0.25)),
        ([0.5], [0.5, 0.25], (2, -0.25)),
        ([0.5, 0.25], [0.5], (2, 0.25)),
        ([0.5, nan], [0.5, 0.25], (2, None)),
        ([nan, 0.25], [nan, 0.5], (2, 0.25)),
    ],
)
def test_a_difference_is_told_by_its_first_epoch(
    jobs: Jobs, runs: Runs, before: list[float], after: list[float], told: tuple[int, float | None]
) -> None:
    [original] = jobs.page(status=None, label=None, cursor=None, limit=1).jobs
    train(runs, *before)
    new = jobs.reproduce(original.id)
    train(runs, *after)
    found = only_run(jobs, new).reproduction
    assert found
    assert (found.verdict, (found.first_epoch, found.difference)) == (Verdict.DIFFERENT, told)
    whole = jobs.get(new.id).reproduction
    assert whole
    assert (whole.verdict, whole.first_epoch) == (Verdict.DIFFERENT, told[0])
    assert whole.equivalence is None


def test_a_run_that_diverged_the_same_way_is_the_same(jobs: Jobs, runs: Runs, job: Job) -> None:
    train(runs, 0.5, nan)
    new = jobs.reproduce(job.id)
    train(runs, 0.5, nan)
    found = only_run(jobs, new).reproduction
    assert found
    assert (found.verdict, found.difference) == (Verdict.BIT, None)


def test_weights_alone_can_differ(jobs: Jobs, runs: Runs, job: Job) -> None:
    train(runs, 0.5)
    new = jobs.reproduce(job.id)
    train(runs, 0.5, outcome=OTHER)
    found = only_run(jobs, new).reproduction
    assert found
    assert (found.verdict, found.first_epoch) == (Verdict.DIFFERENT, None)


SEEDS = list(range(1, 9))
FINALS = [0.30, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37]


@pytest.mark.parametrize(
    ("shift", "verdict"), [(1e-6, Verdict.STATISTICS), (0.1, Verdict.DIFFERENT)]
)
def test_a_job_of_several_seeds_is_weighed_by_what_seeds_do(
    jobs: Jobs, runs: Runs, body: Body, shift: float, verdict: Verdict
) -> None:
    job = submitted(jobs, body, seed=None, seeds=SEEDS)
    new = again(jobs, runs, job, FINALS, [loss + shift for loss in FINALS])
    found = new.reproduction
    assert found
    assert (found.verdict, found.different) == (verdict, 8)
    assert found.equivalence
    assert found.equivalence.n == 8
    assert found.equivalence.mean == pytest.approx(shift / 0.0245, rel=0.01)


def test_one_seed_cannot_tell_how_much_a_difference_matters(
    jobs: Jobs, runs: Runs, job: Job
) -> None:
    found = again(jobs, runs, job, [0.25], [0.25 + 1e-12]).reproduction
    assert found
    assert (found.verdict, found.equivalence) == (Verdict.DIFFERENT, None)


def test_runs_that_have_not_succeeded_are_not_compared(jobs: Jobs, runs: Runs, body: Body) -> None:
    job = submitted(jobs, body, seed=None, seeds=[1, 2, 3])
    train(runs, 0.5)
    train(runs, 0.5)
    lost = claimed(runs)
    begin(runs, lost)
    fail(runs, lost)
    new = jobs.reproduce(job.id)
    train(runs, 0.5)
    for _ in range(2):
        lost = claimed(runs)
        begin(runs, lost)
        fail(runs, lost)
    found = jobs.get(new.id).reproduction
    assert found
    assert (found.verdict, found.equal, found.not_compared) == (Verdict.BIT, 1, 2)


def test_a_cancelled_job_is_not_judged(jobs: Jobs, runs: Runs, body: Body) -> None:
    job = submitted(jobs, body, seed=None, seeds=[1, 2])
    train(runs, 0.5)
    train(runs, 0.5)
    new = jobs.reproduce(job.id)
    train(runs, 0.5)
    stopped = claimed(runs)
    begin(runs, stopped)
    cancel(runs, stopped)
    ended = jobs.get(new.id)
    assert (ended.status, ended.reproduction) == (Status.CANCELLED, None)
    assert ended.runs[0].reproduction


def test_a_job_whose_rest_is_cancelled_after_a_failure_is_judged(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    job = submitted(jobs, body, seed=None, seeds=[1, 2, 3])
    for _ in range(3):
        train(runs, 0.5)
    new = jobs.reproduce(job.id)
    train(runs, 0.5)
    failing = claimed(runs)
    begin(runs, failing)
    fail(runs, failing)
    ended = jobs.cancel(new.id)
    assert ended.status is Status.FAILED
    assert ended.reproduction
    assert (ended.reproduction.verdict, ended.reproduction.not_compared) == (Verdict.BIT, 2)


def test_the_original_may_go_and_the_verdict_stays(jobs: Jobs, runs: Runs, job: Job) -> None:
    new = again(jobs, runs, job, [0.25], [0.25])
    jobs.delete(job.id)
    left = jobs.get(new.id)
    assert left.reproduces is None
    assert left.reproduction == new.reproduction


def test_an_original_that_goes_early_leaves_nothing_to_compare(
    jobs: Jobs, runs: Runs, job: Job
) -> None:
    train(runs, 0.5)
    new = jobs.reproduce(job.id)
    jobs.delete(job.id)
    train(runs, 0.5)
    left = jobs.get(new.id)
    assert (left.status, left.reproduction) == (Status.SUCCEEDED, None)


def test_a_longer_training_is_reproduced_from_its_first_epoch(
    jobs: Jobs, runs: Runs, body: Body
) -> None:
    parent = submitted(jobs, body, epochs=1)
    train(runs, 0.5)
    longer = jobs.extend(parent.id, 2)
    claim = claimed(runs)
    begin(runs, claim)
    record(runs, claim, rows([0.5, 0.25]))
    succeed(runs, claim)
    new = jobs.reproduce(longer.id)
    assert (new.parent, new.runs[0].epochs, new.runs[0].epochs_done) == (None, 2, 0)
    train(runs, 0.5, 0.25)
    found = jobs.get(new.id).reproduction
    assert found
    assert found.verdict is Verdict.BIT


@pytest.mark.parametrize("move", ["pause", None])
def test_a_job_that_is_not_finished_is_not_reproduced(
    jobs: Jobs, job: Job, move: str | None
) -> None:
    if move:
        jobs.pause(job.id)
    status = jobs.get(job.id).status
    with pytest.raises(IllegalMove, match=f"a job that is {status} cannot be reproduced"):
        jobs.reproduce(job.id)


def test_a_job_without_a_result_is_not_reproduced(jobs: Jobs, job: Job) -> None:
    jobs.cancel(job.id)
    with pytest.raises(IllegalMove, match="no run has succeeded"):
        jobs.reproduce(job.id)


def test_a_full_queue_takes_no_reproduction(
    jobs: Jobs, runs: Runs, job: Job, sessions: Sessions, bell: Bell
) -> None:
    train(runs, 0.5)
    jobs.reproduce(job.id)
    small = Jobs(sessions, bell, Settings(max_queued_runs=1))
    with pytest.raises(QueueFull):
        small.reproduce(job.id)


def test_a_job_that_does_not_exist_is_not_reproduced(jobs: Jobs, job: Job) -> None:
    with pytest.raises(UnknownJob):
        jobs.reproduce(job.runs[0].id)
