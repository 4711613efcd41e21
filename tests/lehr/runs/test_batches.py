"""Workers claim runs in batches: of one program, as many as they train in about a second."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.store.queue_store import HEAD_START, HEAD_TURNS, MOST_AT_ONCE, REACH
from tests.one_run import give_back
from tests.trainings import (
    at_once,
    claimed,
    execute,
    fall_silent,
    job_of_several,
    query,
    submitted,
)

Body = dict[str, Any]

SECOND = timedelta(seconds=1)
EPOCHS = 50
"""Of each run in these tests."""


def paces(sessions: Sessions, *, runs: int) -> dict[str, int]:
    """Say that of every program in the queue so many runs take a second."""
    programs = query(sessions, "SELECT DISTINCT program FROM runs")
    return {row.program: runs * EPOCHS for row in programs}


def wider(body: Body) -> Body:
    """Return an experiment that needs another program."""
    hidden, output = body["model"]["layers"]
    return body | {"model": {"layers": [hidden | {"units": 35}, output]}}


def jobs_of(claims: Sequence[Claim]) -> list[UUID]:
    return [claim.job_id for claim in claims]


def test_as_many_runs_are_claimed_as_are_trained_in_a_second(
    runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=10)
    assert len(runs.claim("worker", paces(sessions, runs=4))) == 4


def test_a_program_of_unknown_speed_is_claimed_one_by_one(
    runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=3)
    assert len(runs.claim("worker", {"another": 1000})) == 1


def test_a_run_that_takes_more_than_a_second_is_claimed_alone(
    runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=3)
    assert len(runs.claim("worker", dict.fromkeys(paces(sessions, runs=1), 1))) == 1


def test_longer_runs_are_claimed_in_smaller_batches(
    runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body | {"epochs": 2 * EPOCHS}, runs=10)
    assert len(runs.claim("worker", paces(sessions, runs=8))) == 4


def test_a_batch_has_a_limit(runs: Runs, sessions: Sessions, body: Body) -> None:
    job_of_several(sessions, body, runs=MOST_AT_ONCE + 1)
    assert len(runs.claim("worker", paces(sessions, runs=10_000))) == MOST_AT_ONCE


def test_runs_of_strangers_share_a_batch(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    made = [submitted(jobs, body, seed=seed).id for seed in range(5)]
    assert jobs_of(runs.claim("worker", paces(sessions, runs=64))) == made


def test_a_batch_has_one_program(runs: Runs, jobs: Jobs, sessions: Sessions, body: Body) -> None:
    first, other, alike = (submitted(jobs, each) for each in (body, wider(body), body))
    fast = paces(sessions, runs=64)
    assert jobs_of(runs.claim("worker", fast)) == [first.id, alike.id]
    assert jobs_of(runs.claim("worker", fast)) == [other.id]


def test_a_batch_has_one_priority(runs: Runs, jobs: Jobs, sessions: Sessions, body: Body) -> None:
    submitted(jobs, body)
    urgent = submitted(jobs, body, priority=1)
    assert jobs_of(runs.claim("worker", paces(sessions, runs=64))) == [urgent.id]


def test_a_batch_takes_only_what_is_near_its_first_run(
    runs: Runs, sessions: Sessions, jobs: Jobs, body: Body
) -> None:
    first = submitted(jobs, body)
    job_of_several(sessions, wider(body), runs=REACH)
    far = submitted(jobs, body)
    execute(sessions, "UPDATE runs SET turn = key")
    fast = paces(sessions, runs=64)
    assert jobs_of(runs.claim("worker", fast)) == [first.id]
    assert far.id not in jobs_of(runs.claim("worker", fast))


def test_jobs_that_wait_together_take_turns(runs: Runs, sessions: Sessions, body: Body) -> None:
    large, small = (job_of_several(sessions, body, runs=count) for count in (8, 3))
    batch = jobs_of(runs.claim("worker", paces(sessions, runs=6)))
    assert (batch.count(large), batch.count(small)) == (3, 3)


def test_a_compiled_program_overtakes_runs_of_the_same_age(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    compiled = submitted(jobs, body)
    known = paces(sessions, runs=64)
    jobs.cancel(compiled.id)
    other, alike = submitted(jobs, wider(body)), submitted(jobs, body)
    assert jobs_of(runs.claim("worker", known)) == [alike.id]
    assert jobs_of(runs.claim("worker", known)) == [other.id]


@pytest.mark.parametrize(
    "older",
    [
        {"queued_at": timedelta(0), "turn": -HEAD_TURNS - 1, "priority": 0},
        {"queued_at": -HEAD_START - SECOND, "turn": -1, "priority": 0},
        {"queued_at": timedelta(0), "turn": 0, "priority": 1},
    ],
)
def test_a_run_that_has_waited_longer_is_not_overtaken(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body, older: dict[str, Any]
) -> None:
    alike = submitted(jobs, body)
    known = paces(sessions, runs=1)
    other = submitted(jobs, wider(body))
    execute(
        sessions,
        "UPDATE runs SET queued_at = queued_at + :queued_at, turn = turn + :turn, "
        "priority = priority + :priority WHERE job_id = :id",
        id=other.id,
        **older,
    )
    assert jobs_of(runs.claim("worker", known)) == [other.id]
    assert jobs_of(runs.claim("worker", known)) == [alike.id]


def test_a_run_that_was_in_hand_before_is_not_overtaken(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    alike = submitted(jobs, body)
    known = paces(sessions, runs=1)
    lost = submitted(jobs, wider(body), priority=1)
    give_back(runs, claimed(runs))
    execute(sessions, "UPDATE runs SET priority = 0, turn = -1 WHERE job_id = :id", id=lost.id)
    assert jobs_of(runs.claim("worker", known)) == [lost.id]
    assert jobs_of(runs.claim("worker", known)) == [alike.id]


def test_a_run_that_comes_back_waits_for_none_that_came_later(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    several = job_of_several(sessions, body, runs=5)
    *_, last = [claimed(runs) for _ in range(5)]
    submitted(jobs, body)
    give_back(runs, last)
    assert jobs_of(runs.claim("worker")) == [several]


def test_a_run_that_lost_two_workers_holds_nobody_up(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    suspect, other = submitted(jobs, body), submitted(jobs, body)
    execute(sessions, "UPDATE runs SET attempts = 2 WHERE job_id = :id", id=suspect.id)
    assert jobs_of([claimed(runs), claimed(runs)]) == [other.id, suspect.id]


def test_a_run_that_lost_two_workers_has_its_turn_after_a_minute(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    suspect, _ = submitted(jobs, body), submitted(jobs, body)
    execute(
        sessions,
        "UPDATE runs SET attempts = 2, queued_at = queued_at - interval '1 minute' "
        "WHERE job_id = :id",
        id=suspect.id,
    )
    assert claimed(runs).job_id == suspect.id


def test_a_run_whose_worker_was_lost_is_claimed_alone(
    runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=3)
    fast = paces(sessions, runs=64)
    runs.begin(runs.claim("worker", fast))
    fall_silent(sessions)
    runs.sweep()
    assert [len(runs.claim("worker", fast)) for _ in range(4)] == [1, 1, 1, 0]


def test_no_batch_has_a_run_whose_worker_was_lost(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    first, suspect, last = (submitted(jobs, body, seed=seed) for seed in range(3))
    execute(sessions, "UPDATE runs SET attempts = 1 WHERE seed = 1")
    fast = paces(sessions, runs=64)
    assert jobs_of(runs.claim("worker", fast)) == [first.id, last.id]
    assert jobs_of(runs.claim("worker", fast)) == [suspect.id]


def test_claimers_at_once_share_out_the_queue(runs: Runs, sessions: Sessions, body: Body) -> None:
    job_of_several(sessions, body, runs=20)
    fast = paces(sessions, runs=4)
    found = at_once(*[partial(runs.claim, f"worker-{n}", fast) for n in range(8)])
    taken = [claim.key for batch in found if isinstance(batch, list) for claim in batch]
    assert len(taken) == len(set(taken))
    left = query(sessions, "SELECT count(*) AS runs FROM runs WHERE status = 'queued'")
    assert left[0].runs == 20 - len(taken)
