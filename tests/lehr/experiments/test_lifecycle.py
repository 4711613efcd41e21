"""The table of moves, and what a job's runs say of the job."""

from itertools import combinations, product

import pytest

from lehr.errors import IllegalMove
from lehr.experiments.lifecycle import MOVES, Status, job_status, move

FINISHED = {Status.SUCCEEDED, Status.FAILED, Status.CANCELLED}
LEGAL = {(present, to) for present, allowed in MOVES.items() for to in allowed}


def test_every_status_has_its_moves() -> None:
    assert set(MOVES) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_nothing_moves_on_from_a_finished_run(status: Status) -> None:
    assert status.is_finished == (status in FINISHED)


def test_only_a_waiting_run_is_taken_and_only_a_training_one_ends() -> None:
    assert {present for present, to in LEGAL if to is Status.RUNNING} == {Status.QUEUED}
    for to in (Status.SUCCEEDED, Status.FAILED):
        assert {present for present, then in LEGAL if then is to} == {Status.RUNNING}


def test_a_run_that_is_not_finished_can_be_cancelled() -> None:
    unfinished = {present for present, to in LEGAL if to is Status.CANCELLED}
    assert unfinished == set(Status) - FINISHED


@pytest.mark.parametrize(("present", "to"), sorted(LEGAL))
def test_a_legal_move_is_made(present: Status, to: Status) -> None:
    assert move(present, to) is to


@pytest.mark.parametrize(("present", "to"), sorted(set(product(Status, Status)) - LEGAL))
def test_any_other_move_is_refused(present: Status, to: Status) -> None:
    with pytest.raises(IllegalMove, match=f"a run that is {present} cannot become {to}"):
        move(present, to)


@pytest.mark.parametrize("active", [Status.QUEUED, Status.RUNNING])
@pytest.mark.parametrize("other", Status)
def test_a_job_goes_on_while_a_run_waits_or_trains(active: Status, other: Status) -> None:
    assert job_status({other: 1} | {active: 1}, started=True) is Status.RUNNING


def test_a_job_is_queued_before_its_first_run_starts() -> None:
    assert job_status({Status.QUEUED: 2, Status.CANCELLED: 1}, started=False) is Status.QUEUED


IN_ORDER = [Status.PAUSED, Status.FAILED, Status.CANCELLED, Status.SUCCEEDED]


@pytest.mark.parametrize(("first", "second"), list(combinations(IN_ORDER, 2)))
def test_of_paused_failed_cancelled_and_succeeded_the_first_counts(
    first: Status, second: Status
) -> None:
    assert job_status({second: 3, first: 1}, started=True) is first


def test_a_job_whose_runs_all_succeeded_has_succeeded() -> None:
    counts = {Status.SUCCEEDED: 2, Status.FAILED: 0}
    assert job_status(counts, started=True) is Status.SUCCEEDED
