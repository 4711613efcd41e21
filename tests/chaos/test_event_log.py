"""The event log alone shows zombies, gaps and second endings."""

from dataclasses import replace

import pytest

from tests.chaos.event_log import broken_log
from tests.chaos.histories import job, log
from tests.chaos.observed import Job
from tests.chaos.violations import Wrong

BEGUN = ["job.queued", "job.started", "run.started", "run.progress"]
ENDED = ["run.succeeded", "job.succeeded"]


def wrongs(types: list[str], *epochs: int) -> list[Wrong]:
    told = log(types, epochs=epochs)
    return broken(replace(job(), events=told, version=len(told)))


def broken(told: Job) -> list[Wrong]:
    return [violation.wrong for violation in broken_log(told)]


def test_a_faultless_log_is_whole() -> None:
    assert wrongs([*BEGUN, *ENDED], 3) == []


def test_a_run_that_began_anew_is_no_fault() -> None:
    again = ["run.requeued", "run.started", "run.progress", "run.progress"]
    assert wrongs([*BEGUN, *again, *ENDED], 2, 1, 3) == []


def test_a_run_that_was_claimed_and_never_begun_is_no_fault() -> None:
    again = ["run.requeued", "run.requeued", "run.started", "run.progress"]
    assert wrongs([*BEGUN, *again, *ENDED], 2, 3) == []


@pytest.mark.parametrize("late", ["run.progress", "run.succeeded"])
def test_a_write_after_the_run_was_taken_away_is_a_zombies(late: str) -> None:
    taken = ["run.requeued", late, "run.started", "run.progress"]
    assert Wrong.ZOMBIE in wrongs([*BEGUN, *taken, *ENDED], 1, 2, 3)


def test_an_epoch_told_twice_within_an_attempt_is_a_zombies() -> None:
    assert wrongs([*BEGUN, "run.progress", *ENDED], 3, 3) == [Wrong.ZOMBIE]


def test_a_second_start_within_an_attempt_is_a_zombies() -> None:
    assert wrongs([*BEGUN, "run.started", "run.progress", *ENDED], 1, 3) == [Wrong.ZOMBIE]


def test_a_write_after_the_end_of_a_run_is_a_zombies() -> None:
    assert Wrong.ZOMBIE in wrongs([*BEGUN, "run.succeeded", "run.started", "job.succeeded"], 3)


def test_a_run_ends_once() -> None:
    assert Wrong.BROKEN_LOG in wrongs([*BEGUN, "run.succeeded", *ENDED], 3)


def test_a_job_ends_once() -> None:
    assert wrongs([*BEGUN, "run.succeeded", "job.failed", "job.succeeded"], 3) == [Wrong.BROKEN_LOG]


def test_nothing_follows_the_end_of_a_job() -> None:
    assert wrongs([*BEGUN, *ENDED, "job.started"], 3) == [Wrong.BROKEN_LOG]


def test_a_gap_in_the_numbers_is_caught() -> None:
    whole = job()
    holed = [event for event in whole.events if event.seq != 2]
    assert broken(replace(whole, events=holed)) == [Wrong.BROKEN_LOG]


def test_a_version_ahead_of_the_log_is_caught() -> None:
    assert broken(replace(job(), version=7)) == [Wrong.BROKEN_LOG]
