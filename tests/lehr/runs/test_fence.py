"""Whoever no longer holds a run cannot change it."""

from collections.abc import Callable
from typing import Any

import pytest

from lehr.errors import Fenced, UnknownJob
from lehr.experiments.records import Claim, Warned
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.trainings import (
    OUTCOME,
    PROBLEM,
    claimed,
    epochs,
    everything,
    fall_silent,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]

WRITES: list[Write] = [
    Runs.begin,
    Runs.renew,
    lambda runs, claim: runs.record(claim, epochs(4, 5)),
    lambda runs, claim: runs.warn(claim, [Warned(code="odd", detail="it is")]),
    lambda runs, claim: runs.succeed(claim, OUTCOME),
    lambda runs, claim: runs.fail(claim, PROBLEM),
    Runs.cancel,
    lambda runs, claim: runs.give_back(claim, "worker-stopping"),
]


@pytest.mark.parametrize("write", WRITES)
def test_whoever_lost_a_run_can_change_nothing(
    runs: Runs, claim: Claim, sessions: Sessions, write: Write
) -> None:
    runs.record(claim, epochs(1, 3))
    fall_silent(sessions)
    runs.sweep()
    runs.begin(claimed(runs, "another"))
    before = everything(sessions)
    with pytest.raises(Fenced, match=f"run {claim.run_id} is no longer held with token 1"):
        write(runs, claim)
    assert everything(sessions) == before


@pytest.mark.parametrize("write", WRITES)
def test_whoever_ended_a_run_can_change_nothing_more(
    runs: Runs, claim: Claim, sessions: Sessions, write: Write
) -> None:
    runs.record(claim, epochs(1, 3))
    runs.succeed(claim, OUTCOME)
    before = everything(sessions)
    with pytest.raises(Fenced):
        write(runs, claim)
    assert everything(sessions) == before


@pytest.mark.parametrize("write", WRITES)
def test_writes_to_a_deleted_job_are_refused(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions, write: Write
) -> None:
    fall_silent(sessions)
    runs.sweep()
    jobs.cancel(claim.job_id)
    jobs.delete(claim.job_id)
    with pytest.raises((Fenced, UnknownJob)):
        write(runs, claim)
    assert everything(sessions) == [[], [], [], []]
