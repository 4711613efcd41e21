"""A worker trains runs in batches, and each run stays its own."""

from contextlib import suppress
from time import sleep
from typing import Any

import pytest

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import StepRecord
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Job, Outcome, Plan
from lehr.experiments.sieve import STEPS_KEPT
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from lehr.workers import Workers
from tests.trainings import (
    OUTCOME,
    claimed,
    epoch,
    events,
    execute,
    fall_silent,
    job_of_several,
    only_run,
    query,
    submitted,
)
from tests.worker.trainers import HERE, THERE, after, breaks, fails, in_full, working
from worker.heart import Heart
from worker.paces import PROGRAMS_KEPT, Paces
from worker.recorder import CHUNK_SECONDS
from worker.run import Worker
from worker.trainer import Report, Trainer

Body = dict[str, Any]


def at_seed(seed: int, train: Trainer) -> Trainer:
    """Train the run of one seed in another way than the others."""

    def trainer(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        return (train if experiment.seed == seed else in_full)(experiment, plan, report)

    return trainer


def needs_too_much_memory(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
    raise MemoryError(experiment, plan, report)


def statuses(sessions: Sessions) -> list[str]:
    return [row.status for row in query(sessions, "SELECT status FROM runs ORDER BY key")]


def trained(worker: Worker, count: int) -> None:
    """Train so many queued runs as one batch."""
    worker.perform([claimed(worker.runs) for _ in range(count)])


def test_once_its_speed_is_known_a_program_is_trained_in_batches(
    runs: Runs, heart: Heart, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=20)
    working(runs, heart, in_full).work()
    assert statuses(sessions) == ["succeeded"] * 20
    begun = query(sessions, "SELECT xmin::text AS made FROM events WHERE type = 'run.started'")
    assert 1 < len({row.made for row in begun}) < 20


@pytest.mark.usefixtures("long_chunk")
def test_a_batch_is_written_in_one_transaction(
    runs: Runs, heart: Heart, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=5)
    trained(working(runs, heart, in_full), 5)
    written = query(sessions, "SELECT DISTINCT xmin::text FROM epochs")
    assert len(written) == 1
    assert query(sessions, "SELECT count(*) AS rows FROM epochs")[0].rows == 5 * 50


def test_a_long_batch_is_written_as_it_goes(
    runs: Runs, heart: Heart, sessions: Sessions, body: Body
) -> None:
    seen: list[str] = []

    def train(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        if experiment.seed == 1:
            sleep(CHUNK_SECONDS)
            report.heed()
            seen.extend(statuses(sessions))
        return in_full(experiment, plan, report)

    job_of_several(sessions, body, runs=3)
    trained(working(runs, heart, train), 3)
    assert seen == ["succeeded", "running", "running"]
    assert statuses(sessions) == ["succeeded"] * 3


@pytest.mark.parametrize("train", [fails, breaks, needs_too_much_memory])
def test_a_run_that_fails_stops_no_other_of_its_batch(
    runs: Runs, heart: Heart, sessions: Sessions, body: Body, train: Trainer
) -> None:
    job_of_several(sessions, body, runs=3)
    trained(working(runs, heart, at_seed(1, train)), 3)
    assert statuses(sessions) == ["succeeded", "failed", "succeeded"]


def test_a_run_that_needs_too_much_memory_says_so(
    runs: Runs, heart: Heart, jobs: Jobs, job: Job
) -> None:
    trained(working(runs, heart, needs_too_much_memory), 1)
    error = only_run(jobs, job).error
    assert error is not None
    assert (error.type, error.detail) == (
        "/problems/out-of-memory",
        "the run needs more memory than there is",
    )


def test_a_cancelled_job_stops_the_rest_of_a_batch_and_no_other_job(
    runs: Runs, heart: Heart, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=4)
    other = submitted(jobs, body, seed=9)

    def cancelled() -> None:
        jobs.cancel(job_id)
        heart.beat()

    trained(working(runs, heart, at_seed(1, after(cancelled))), 5)
    counts = jobs.get(job_id).runs_by_status
    assert counts == {Status.SUCCEEDED: 1, Status.CANCELLED: 3}
    assert jobs.get(other.id).status is Status.SUCCEEDED
    assert events(sessions, job_id)[-1] == "job.cancelled"


def test_a_worker_that_is_to_stop_gives_back_what_is_left_of_its_batch(
    runs: Runs, heart: Heart, workers: Workers, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=4)
    workers.arrive(HERE)

    def stop() -> None:
        workers.ask_to_stop(HERE)
        heart.beat()

    trained(working(runs, heart, at_seed(1, after(stop))), 4)
    assert statuses(sessions) == ["succeeded", "queued", "queued", "queued"]
    attempts = query(sessions, "SELECT attempts FROM runs WHERE status = 'queued'")
    assert [row.attempts for row in attempts] == [0, 0, 0]
    assert runs.claim(HERE.name) == []


def test_a_run_of_a_batch_that_another_took_is_dropped_alone(
    runs: Runs, heart: Heart, workers: Workers, sessions: Sessions, body: Body
) -> None:
    job_of_several(sessions, body, runs=3)
    other = working(runs, Heart(runs, workers, THERE), in_full)

    def lose() -> None:
        execute(sessions, "UPDATE runs SET lease_until = now() WHERE seed = 1")
        runs.sweep()
        other.perform(runs.claim(THERE.name))

    trained(working(runs, heart, at_seed(1, after(lose))), 3)
    assert statuses(sessions) == ["succeeded"] * 3
    owners = query(sessions, "SELECT token FROM runs ORDER BY key")
    assert [row.token for row in owners] == [1, 3, 1]


def test_a_run_that_kills_its_workers_is_found_and_the_others_succeed(
    runs: Runs, heart: Heart, sessions: Sessions, body: Body
) -> None:
    class Killed(BaseException):
        pass

    def kill(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        raise Killed(experiment, plan, report)

    job_of_several(sessions, body, runs=6)
    worker = working(runs, heart, at_seed(3, kill))
    worker.paces.note(*query(sessions, "SELECT program, 50, 0.01 FROM runs LIMIT 1")[0])
    while set(statuses(sessions)) - {"succeeded", "failed"}:
        with suppress(Killed):
            worker.work()
        fall_silent(sessions)
        runs.sweep()
    ended = ["succeeded"] * 6
    ended[3] = "failed"
    assert statuses(sessions) == ended


def test_paces_are_epochs_a_second_as_measured_last() -> None:
    paces = Paces()
    paces.note("program", epochs=50, seconds=2.0)
    paces.note("program", epochs=50, seconds=0.1)
    assert paces == {"program": 500}


def test_only_programs_that_may_still_be_compiled_are_remembered() -> None:
    paces = Paces()
    for number in range(PROGRAMS_KEPT):
        paces.note(str(number), epochs=1, seconds=1.0)
    paces.note("0", epochs=1, seconds=1.0)
    paces.note("new", epochs=1, seconds=1.0)
    assert ("0" in paces, "1" in paces, len(paces)) == (True, False, PROGRAMS_KEPT)


def test_a_run_keeps_a_bounded_number_of_its_updates(
    runs: Runs, heart: Heart, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    def train(experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        for number in range(1, experiment.epochs + 1):
            first = (number - 1) * plan.steps_per_epoch
            steps = range(first, first + plan.steps_per_epoch)
            report.steps([StepRecord(step, 0.1, float(step % 11)) for step in steps])
            report.epoch(epoch(number))
        return OUTCOME

    job = submitted(jobs, body, epochs=STEPS_KEPT // 4)
    trained(working(runs, heart, train), 1)
    kept = query(sessions, "SELECT count(*) AS rows, max(step) AS last FROM steps")[0]
    assert STEPS_KEPT // 2 < kept.rows <= STEPS_KEPT
    assert kept.last == 9 * STEPS_KEPT // 4 - 1
    assert jobs.steps(job.id, points=100).sampled
