"""Whatever clients, workers and sweepers do, in whatever order, the books are kept."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, lists, sampled_from

from lehr.errors import IllegalMove
from lehr.experiments.entries import Entry
from lehr.experiments.lifecycle import Status, job_status
from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import MAX_ATTEMPTS, Runs
from lehr.store.engine import Sessions
from tests.one_run import Lost, begin, cancel, fail, give_back, record, renew, succeed
from tests.trainings import (
    OUTCOME,
    PROBLEM,
    epochs,
    events,
    execute,
    fall_silent,
    job_of_several,
    query,
)

SOME_JOBS = 2
"""Few, so that everything happens to the same ones."""


OFTEN = settings(
    max_examples=15,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Deployment(RuleBasedStateMachine):
    """A client, workers and a sweeper; a worker may use its claim long after it lost the run."""

    claims: Bundle[Claim] = Bundle("claims")

    def __init__(self, sessions: Sessions, jobs: Jobs, runs: Runs, body: dict[str, Any]) -> None:
        super().__init__()
        self.sessions, self.jobs, self.runs, self.body = sessions, jobs, runs, body
        self.held: dict[UUID, int] = {}
        """The token that is valid for each run in a worker's hands."""
        self.silent: set[UUID] = set()
        self.begun: set[Claim] = set()
        execute(sessions, "DELETE FROM jobs")

    @rule(runs=integers(1, 3))
    def submit(self, runs: int) -> None:
        if len(self.job_ids()) < SOME_JOBS:
            job_of_several(self.sessions, self.body, runs=runs)

    @rule(target=claims, most=integers(0, 3))
    def claim(self, most: int) -> Any:
        waiting = query(self.sessions, "SELECT program, epochs FROM runs WHERE status = 'queued'")
        batch = self.runs.claim("worker", {run.program: most * run.epochs for run in waiting})
        assert bool(batch) == bool(waiting)
        assert len(batch) <= max(most, 1)
        for claim in batch:
            assert claim.run_id not in self.held
            self.held[claim.run_id] = claim.token
        return multiple(*batch)

    @rule(claim=claims)
    def begin(self, claim: Claim) -> None:
        if claim not in self.begun:
            self.begun.add(claim)
            self.write(claim, partial(begin, self.runs))

    @rule(claim=claims, length=integers(1, 3))
    def record(self, claim: Claim, length: int) -> None:
        done = query(self.sessions, "SELECT epochs_done FROM runs WHERE id = :id", claim.run_id)
        first = done[0].epochs_done + 1 if done else 1
        rows = epochs(first, first + length - 1)
        if self.write(claim, lambda held: record(self.runs, held, rows)):
            self.silent.discard(claim.run_id)

    @rule(some=lists(claims, min_size=1, max_size=3, unique_by=lambda claim: claim.key))
    def record_together(self, some: list[Claim]) -> None:
        done = query(self.sessions, "SELECT key, epochs_done FROM runs")
        following = {run.key: run.epochs_done + 1 for run in done}
        entries = [Entry(one, epochs(first := following.get(one.key, 1), first)) for one in some]
        lost = self.runs.write(entries)
        assert lost == [one for one in some if self.held.get(one.run_id) != one.token]
        self.silent -= {one.run_id for one in some if one not in lost}

    @rule(claim=claims, first=integers(1, 5))
    def record_out_of_order(self, claim: Claim, first: int) -> None:
        before = query(self.sessions, "SELECT epochs_done FROM runs WHERE id = :id", claim.run_id)
        if before and before[0].epochs_done != first - 1:
            with suppress(Lost):
                record(self.runs, claim, epochs(first, first))
                raise AssertionError("epochs that do not follow were recorded")

    @rule(claim=claims)
    def renew(self, claim: Claim) -> None:
        if self.write(claim, partial(renew, self.runs)):
            self.silent.discard(claim.run_id)

    @rule(claim=claims, end=sampled_from(["succeed", "fail", "cancel", "give_back"]))
    def leave(self, claim: Claim, end: str) -> None:
        ends: dict[str, Callable[[Claim], object]] = {
            "succeed": lambda held: succeed(self.runs, held, OUTCOME),
            "fail": lambda held: fail(self.runs, held, PROBLEM),
            "cancel": partial(cancel, self.runs),
            "give_back": lambda held: give_back(self.runs, held),
        }
        if self.write(claim, ends[end]):
            self.lose(claim.run_id)

    @rule()
    def fall_silent(self) -> None:
        fall_silent(self.sessions)
        self.silent = set(self.held)

    @rule()
    def sweep(self) -> None:
        self.runs.sweep()
        for run_id in list(self.silent):
            self.lose(run_id)

    @rule(index=integers(0, SOME_JOBS - 1))
    def cancel(self, index: int) -> None:
        with suppress(IndexError, IllegalMove):
            self.jobs.cancel(self.job_ids()[index])

    @rule(index=integers(0, SOME_JOBS - 1))
    def delete(self, index: int) -> None:
        with suppress(IndexError, IllegalMove):
            self.jobs.delete(self.job_ids()[index])

    @invariant()
    def exactly_the_runs_that_workers_hold_are_running(self) -> None:
        running = query(self.sessions, "SELECT id, owner, lease_until, status FROM runs")
        assert {run.id for run in running if run.status == Status.RUNNING} == set(self.held)
        assert {run.id for run in running if run.lease_until is not None} == set(self.held)

    @invariant()
    def no_epoch_is_missing_or_double(self) -> None:
        for run in query(
            self.sessions,
            "SELECT epochs_done, attempts, ARRAY(SELECT epoch FROM epochs WHERE run_key = key "
            "ORDER BY epoch) AS epochs FROM runs",
        ):
            assert run.epochs == list(range(1, run.epochs_done + 1))
            assert run.attempts <= MAX_ATTEMPTS

    @invariant()
    def no_event_is_missing_and_each_job_is_what_its_runs_make_it(self) -> None:
        for job in query(self.sessions, "SELECT * FROM jobs"):
            assert len(events(self.sessions, job.id)) == job.version
            found = query(self.sessions, "SELECT status FROM runs WHERE job_id = :id", job.id)
            counts = Counter(Status(run.status) for run in found)
            assert job.status == job_status(counts, started=job.started_at is not None)
            assert (job.finished_at is not None) == Status(job.status).is_finished

    def write(self, claim: Claim, write: Callable[[Claim], object]) -> bool:
        """Try a write, which the holder alone may do; tell whether it was done."""
        try:
            write(claim)
        except Lost:
            assert self.held.get(claim.run_id) != claim.token
            return False
        assert self.held.get(claim.run_id) == claim.token
        return True

    def lose(self, run_id: UUID) -> None:
        del self.held[run_id]
        self.silent.discard(run_id)

    def job_ids(self) -> list[UUID]:
        return [row.id for row in query(self.sessions, "SELECT id FROM jobs ORDER BY created_at")]


def test_the_books_are_kept_in_any_order(
    sessions: Sessions, jobs: Jobs, runs: Runs, body: dict[str, Any]
) -> None:
    class Here(Deployment):
        def __init__(self) -> None:
            super().__init__(sessions, jobs, runs, body)

    run_state_machine_as_test(Here, settings=OFTEN)
