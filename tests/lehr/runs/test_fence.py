"""Whoever no longer holds a run cannot change it."""

from collections.abc import Callable
from typing import Any

import pytest

from lehr.experiments.history import StepRecord
from lehr.experiments.records import Claim, Warned
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import Lost, begin, cancel, fail, give_back, record, renew, succeed, warn
from tests.trainings import (
    claimed,
    epochs,
    everything,
    fall_silent,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]

WRITES: list[Write] = [
    begin,
    renew,
    lambda runs, claim: record(runs, claim, epochs(4, 5), [StepRecord(27, 0.1, 0.5)]),
    lambda runs, claim: warn(runs, claim, [Warned(code="odd", detail="it is")]),
    succeed,
    fail,
    cancel,
    give_back,
]


@pytest.mark.parametrize("write", WRITES)
def test_whoever_lost_a_run_can_change_nothing(
    runs: Runs, claim: Claim, sessions: Sessions, write: Write
) -> None:
    record(runs, claim, epochs(1, 3))
    fall_silent(sessions)
    runs.sweep()
    begin(runs, claimed(runs, "another"))
    before = everything(sessions)
    with pytest.raises(Lost):
        write(runs, claim)
    assert everything(sessions) == before


@pytest.mark.parametrize("write", WRITES)
def test_whoever_ended_a_run_can_change_nothing_more(
    runs: Runs, claim: Claim, sessions: Sessions, write: Write
) -> None:
    record(runs, claim, epochs(1, 3))
    succeed(runs, claim)
    before = everything(sessions)
    with pytest.raises(Lost):
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
    with pytest.raises(Lost):
        write(runs, claim)
    assert not any(everything(sessions))
