"""The checker catches every way in which a history can be wrong."""

from dataclasses import replace

import pytest

from tests.chaos.checker import violations
from tests.chaos.histories import BODY, RUN, job, told
from tests.chaos.observed import Job, Request, Run, Told
from tests.chaos.violations import Wrong


def wrongs(client: Told, *jobs: Job) -> list[Wrong]:
    return [violation.wrong for violation in violations(client, jobs)]


def test_a_faultless_history_breaks_nothing() -> None:
    assert wrongs(told(), job()) == []


def test_an_accepted_job_that_is_gone_is_lost() -> None:
    assert wrongs(told()) == [Wrong.LOST]


def test_a_job_without_all_its_runs_has_lost_some() -> None:
    assert wrongs(told(**{"1": BODY | {"seeds": [7, 8]}}), job()) == [Wrong.LOST]


def test_a_job_that_nobody_asked_for_is_a_phantom() -> None:
    assert wrongs(told(), job(), job("2")) == [Wrong.PHANTOM]


def test_a_request_that_became_two_jobs_has_a_phantom() -> None:
    assert wrongs(told(), job(), replace(job(), id="again")) == [Wrong.PHANTOM]


def test_a_job_whose_acceptance_was_never_heard_is_none() -> None:
    assert wrongs(Told(told().requests), job()) == []


@pytest.mark.parametrize("status", ["queued", "running"])
def test_what_has_not_ended_is_stuck(status: str) -> None:
    waiting = job(run=replace(RUN, status=status))
    waiting.status = status
    waiting.events = waiting.events[:4]
    waiting.version = 4
    assert wrongs(told(), waiting) == [Wrong.STUCK]


def test_a_cancelled_job_that_succeeded_is_in_the_wrong_state() -> None:
    client = Told({"1": Request(BODY, expects="cancelled")}, {"job-1": "1"})
    assert wrongs(client, job()) == [Wrong.WRONG_STATE]


def test_an_epoch_kept_twice_is_caught() -> None:
    assert wrongs(told(), job(run=replace(RUN, rows=4))) == [Wrong.DOUBLE_EPOCH]


@pytest.mark.parametrize(("epochs", "last"), [(2, 2), (2, 3), (4, 4), (0, 0)])
def test_a_history_that_is_not_whole_misses_epochs(epochs: int, last: int) -> None:
    holed = replace(RUN, rows=epochs, epochs=epochs, last=last)
    assert wrongs(told(), job(run=holed)) == [Wrong.MISSING_EPOCH]


def test_a_hole_is_seen_in_a_cancelled_run_too() -> None:
    holed = Run("run", "cancelled", "{}", 7, None, rows=1, epochs=1, last=2, history="rows")
    client = Told({"1": Request(BODY, expects="cancelled")}, {"job-1": "1"})
    cancelled = job(run=holed)
    assert Wrong.MISSING_EPOCH in wrongs(client, cancelled)


@pytest.mark.parametrize("other", [replace(RUN, weights="others"), replace(RUN, history="others")])
def test_one_experiment_and_seed_has_one_result(other: Run) -> None:
    both = told(**{"1": BODY, "2": BODY})
    assert wrongs(both, job(), job("2", run=other)) == [Wrong.UNEQUAL]


def test_another_seed_may_have_another_result() -> None:
    both = told(**{"1": BODY, "2": BODY | {"seed": 8}})
    assert wrongs(both, job(), job("2", run=replace(RUN, seed=8, weights="others"))) == []


def test_another_experiment_may_have_another_result() -> None:
    both = told(**{"1": BODY, "2": BODY | {"schedule": {"kind": "step"}}})
    assert wrongs(both, job(), job("2", run=replace(RUN, weights="others"))) == []


def test_an_answer_that_is_neither_yes_nor_later_is_caught() -> None:
    client = told()
    client.requests |= {"2": Request(BODY), "3": Request(BODY)}
    client.refused = [("2", 500), ("3", 503)]
    assert wrongs(client, job()) == [Wrong.BAD_ANSWER]
