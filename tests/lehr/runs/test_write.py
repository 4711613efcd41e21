"""Workers write of many runs at once; what fails for one harms no other."""

from functools import partial
from time import monotonic
from typing import Any

import pytest
from redis import Redis

from lehr.bell import QUEUE
from lehr.experiments.entries import (
    CANCELLED,
    End,
    Entry,
    Spell,
    failed,
    given_back,
    succeeded,
)
from lehr.experiments.history import StepRecord
from lehr.experiments.records import Claim, Warned
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.trainings import (
    OUTCOME,
    PROBLEM,
    at_once,
    claimed,
    epochs,
    events,
    execute,
    job_of_several,
    query,
    submitted,
)

Body = dict[str, Any]


@pytest.fixture
def batch(runs: Runs, jobs: Jobs, body: Body) -> list[Claim]:
    """The runs of three jobs, in training together."""
    for seed in range(3):
        submitted(jobs, body, seed=seed)
    claims = [claimed(runs) for _ in range(3)]
    runs.begin(claims)
    return claims


def statuses(sessions: Sessions) -> list[str]:
    return [row.status for row in query(sessions, "SELECT status FROM runs ORDER BY key")]


def lose(runs: Runs, sessions: Sessions, claim: Claim) -> None:
    """Have another worker train the run."""
    execute(sessions, "UPDATE runs SET lease_until = now() WHERE key = :key", key=claim.key)
    runs.sweep()
    runs.begin(runs.claim("another"))


def test_a_batch_begins_together(runs: Runs, jobs: Jobs, sessions: Sessions, body: Body) -> None:
    job_id = job_of_several(sessions, body, runs=3)
    claims = [claimed(runs) for _ in range(3)]
    assignments = runs.begin(claims)
    assert [assignment.claim.key for assignment in assignments] == [claim.key for claim in claims]
    assert [assignment.experiment["seed"] for assignment in assignments] == [0, 1, 2]
    told = events(sessions, job_id)
    assert told == ["job.queued", "job.started", *["run.started"] * 3]
    assert [run.attempts for run in jobs.get(job_id).runs] == [1, 1, 1]


def test_a_run_that_was_lost_does_not_begin(
    runs: Runs, sessions: Sessions, batch: list[Claim]
) -> None:
    lose(runs, sessions, batch[1])
    begun = runs.begin(batch)
    assert [assignment.claim.key for assignment in begun] == [batch[0].key, batch[2].key]


def test_histories_are_appended_together(
    runs: Runs, jobs: Jobs, batch: list[Claim], sessions: Sessions
) -> None:
    lost = runs.write(
        [Entry(claim, epochs(1, length)) for length, claim in enumerate(batch, start=1)]
    )
    assert lost == []
    lengths = [jobs.get(claim.job_id).runs[0].epochs_done for claim in batch]
    assert lengths == [1, 2, 3]
    rows = query(sessions, "SELECT run_key FROM epochs ORDER BY run_key, epoch")
    first, second, third = (claim.key for claim in batch)
    assert [row.run_key for row in rows] == [first, second, second, third, third, third]


def test_runs_end_together_each_in_its_way(
    runs: Runs, batch: list[Claim], sessions: Sessions
) -> None:
    ends = [succeeded(OUTCOME), failed(PROBLEM), CANCELLED]
    runs.write([Entry(claim, end=end) for claim, end in zip(batch, ends, strict=True)])
    assert statuses(sessions) == ["succeeded", "failed", "cancelled"]
    for claim, status in zip(batch, statuses(sessions), strict=True):
        assert events(sessions, claim.job_id)[-2:] == [f"run.{status}", f"job.{status}"]


def test_the_epochs_of_a_run_that_ends_are_told_by_its_end(
    runs: Runs, batch: list[Claim], sessions: Sessions
) -> None:
    runs.write([Entry(batch[0], epochs(1, 50), end=succeeded(OUTCOME))])
    told = events(sessions, batch[0].job_id)
    assert told == ["job.queued", "job.started", "run.started", "run.succeeded", "job.succeeded"]


@pytest.mark.parametrize("end", [None, succeeded(OUTCOME), given_back("worker-stopping")])
def test_a_lost_run_is_left_out_and_named(
    runs: Runs, batch: list[Claim], sessions: Sessions, end: End | None
) -> None:
    lose(runs, sessions, batch[1])
    assert runs.write([Entry(claim, epochs(1, 2), end=end) for claim in batch]) == [batch[1]]
    done = query(sessions, "SELECT epochs_done, attempts FROM runs ORDER BY key")
    assert [row.epochs_done for row in done] == [2, 0, 2]
    assert done[1].attempts == 2


def test_epochs_that_do_not_follow_harm_no_other_run(
    runs: Runs, batch: list[Claim], sessions: Sessions
) -> None:
    first, second, third = batch
    entries = [Entry(first, epochs(1, 1)), Entry(second, epochs(2, 3)), Entry(third, epochs(1, 1))]
    assert runs.write(entries) == [second]
    done = query(sessions, "SELECT epochs_done FROM runs ORDER BY key")
    assert [row.epochs_done for row in done] == [1, 0, 1]


def test_runs_of_a_deleted_job_are_left_out(runs: Runs, jobs: Jobs, batch: list[Claim]) -> None:
    jobs.cancel(batch[0].job_id)
    runs.write([Entry(batch[0], end=CANCELLED)])
    jobs.delete(batch[0].job_id)
    assert runs.write([Entry(claim, epochs(1, 1)) for claim in batch]) == [batch[0]]


def test_a_run_given_back_ends_where_its_client_asked_for_that(
    runs: Runs, jobs: Jobs, batch: list[Claim], sessions: Sessions
) -> None:
    jobs.cancel(batch[1].job_id)
    runs.write([Entry(claim, end=given_back("worker-stopping")) for claim in batch])
    assert statuses(sessions) == ["queued", "cancelled", "queued"]


def test_runs_that_are_given_back_ring_once(runs: Runs, batch: list[Claim], broker: Redis) -> None:
    broker.delete(QUEUE)
    runs.write([Entry(claim, end=given_back("worker-stopping")) for claim in batch])
    assert broker.llen(QUEUE) == 1


def test_warnings_and_updates_are_kept_with_the_epochs(
    runs: Runs, jobs: Jobs, batch: list[Claim], sessions: Sessions
) -> None:
    warned = [Warned(code="class-not-trained", detail="no training row is of class 2")]
    steps = [StepRecord(step, 0.1, 1 / (step + 1)) for step in range(3)]
    runs.write([Entry(batch[0], epochs(1, 1), steps, warned), Entry(batch[1], epochs(1, 1))])
    assert [jobs.get(claim.job_id).runs[0].warnings for claim in batch] == [warned, [], []]
    kept = query(sessions, "SELECT run_key, step, loss FROM steps ORDER BY step")
    assert [tuple(row) for row in kept] == [(batch[0].key, n, 1 / (n + 1)) for n in range(3)]


def test_a_run_lasts_as_long_as_it_trained_not_as_its_batch(
    runs: Runs, jobs: Jobs, batch: list[Claim]
) -> None:
    now = monotonic()
    spells = [Spell(now - 3, now - 2), Spell(now - 2, now - 0.5), Spell(now - 0.5, now)]
    runs.write(
        [
            Entry(claim, end=succeeded(OUTCOME)._replace(spell=spell))
            for claim, spell in zip(batch, spells, strict=True)
        ]
    )
    trained = [jobs.get(claim.job_id).runs[0] for claim in batch]
    lasted = [
        (run.finished_at - run.started_at).total_seconds()
        for run in trained
        if run.finished_at and run.started_at
    ]
    assert lasted == pytest.approx([1, 1.5, 0.5], abs=1e-3)


def test_leases_are_renewed_together_and_lost_ones_are_not_returned(
    runs: Runs, jobs: Jobs, batch: list[Claim], sessions: Sessions
) -> None:
    lose(runs, sessions, batch[0])
    jobs.cancel(batch[2].job_id)
    execute(sessions, "UPDATE runs SET lease_until = now() + interval '1 second'")
    kept = runs.renew(batch)
    assert [(claim.key, claim.cancel_requested) for claim in kept] == [
        (batch[1].key, False),
        (batch[2].key, True),
    ]
    longer = query(
        sessions, "SELECT lease_until > now() + interval '9 seconds' FROM runs ORDER BY key"
    )
    assert [row[0] for row in longer] == [False, True, True]


def test_writers_renewers_and_clients_at_once_wait_in_no_circle(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=20)
    claims = [claimed(runs) for _ in range(20)]
    runs.begin(claims)

    def write(some: list[Claim]) -> None:
        for number in range(1, 6):
            assert runs.write([Entry(claim, epochs(number, number)) for claim in some]) == []

    def renew() -> None:
        for _ in range(10):
            assert len(runs.renew(claims[::-1])) == 20

    even, odd = partial(write, claims[::2]), partial(write, claims[1::2][::-1])
    done = at_once(even, odd, renew, partial(jobs.cancel, job_id))
    assert done[:3] == [None] * 3
    told = events(sessions, job_id)
    assert told.count("run.progress") == 100
