"""Checkpoints stay as long as somebody may go on from them."""

from datetime import timedelta

from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import cancel, fail, succeed
from tests.trainings import execute

DAY = timedelta(days=1)


def is_of_use(runs: Runs, claim: Claim) -> bool:
    return bool(runs.of_use([claim.run_id], DAY))


def test_a_run_in_hand_is_of_use(runs: Runs, claim: Claim) -> None:
    assert is_of_use(runs, claim)


def test_a_run_that_has_failed_is_not(runs: Runs, claim: Claim) -> None:
    fail(runs, claim)
    assert not is_of_use(runs, claim)


def test_a_run_that_was_cancelled_is_not(runs: Runs, claim: Claim) -> None:
    cancel(runs, claim)
    assert not is_of_use(runs, claim)


def test_a_run_that_is_gone_is_not(runs: Runs, jobs: Jobs, claim: Claim) -> None:
    succeed(runs, claim)
    jobs.delete(claim.job_id)
    assert not is_of_use(runs, claim)


def test_a_run_that_has_succeeded_is_for_a_while(
    runs: Runs, claim: Claim, sessions: Sessions
) -> None:
    succeed(runs, claim)
    assert is_of_use(runs, claim)
    execute(sessions, "UPDATE runs SET finished_at = finished_at - interval '25 hours'")
    assert not is_of_use(runs, claim)


def test_a_run_with_a_model_stays_as_long_as_the_model(
    runs: Runs, claim: Claim, sessions: Sessions
) -> None:
    succeed(runs, claim)
    execute(sessions, "UPDATE runs SET finished_at = finished_at - interval '25 hours'")
    execute(sessions, "INSERT INTO models (run_key, epoch) SELECT key, 1 FROM runs")
    assert is_of_use(runs, claim)
    execute(sessions, "DELETE FROM models")
    assert not is_of_use(runs, claim)
