"""Clients read what happened, epoch by epoch."""

from typing import Any

import pytest
from sqlalchemy import event

from lehr.errors import UnknownRun
from lehr.experiments.entries import Entry
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim, Job
from lehr.jobs import RUNS_SHOWN, Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import record
from tests.trainings import (
    claimed,
    epochs,
    job_of_several,
    submitted,
)

Body = dict[str, Any]


def test_a_history_has_a_column_for_everything_measured(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 2))
    history = jobs.history(job.id)
    (run,) = history.runs
    assert run.columns == {
        "epoch": [1, 2],
        "learning_rate": [0.1, 0.05],
        "loss": [1.0, 0.5],
        "accuracy": [0.9, 0.9],
        "val_loss": [0.5, 0.5],
        "val_accuracy": [0.8, 0.8],
    }
    assert (history.status, history.sampled) == (Status.RUNNING, False)
    assert (run.id, run.seed) == (claim.run_id, 7)


def test_the_columns_are_there_before_the_first_epoch(jobs: Jobs, job: Job) -> None:
    columns = jobs.history(job.id).runs[0].columns
    assert list(columns) == [
        "epoch", "learning_rate", "loss", "accuracy", "val_loss", "val_accuracy",
    ]  # fmt: skip
    assert not any(columns.values())


def test_a_history_can_go_on_after_an_epoch(jobs: Jobs, runs: Runs, job: Job, claim: Claim) -> None:
    record(runs, claim, epochs(1, 9))
    assert jobs.history(job.id, after=7).runs[0].epoch == [8, 9]


def test_a_history_of_many_epochs_can_be_thinned(
    jobs: Jobs, runs: Runs, job: Job, claim: Claim
) -> None:
    record(runs, claim, epochs(1, 50))
    history = jobs.history(job.id, points=10)
    assert history.sampled
    assert 2 <= len(history.runs[0].epoch) <= 12


def test_a_history_of_one_run_leaves_out_the_others(
    jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=3)
    wanted = jobs.get(job_id).runs[1].id
    assert [run.id for run in jobs.history(job_id, run_id=wanted).runs] == [wanted]


def test_a_run_of_another_job_is_unknown(jobs: Jobs, job: Job, body: Body) -> None:
    other = submitted(jobs, body)
    with pytest.raises(UnknownRun, match=f"job {job.id} has no run {other.runs[0].id}"):
        jobs.history(job.id, run_id=other.runs[0].id)


def test_every_run_of_a_job_is_shown(
    jobs: Jobs, runs: Runs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=RUNS_SHOWN + 1)
    claims = [claimed(runs) for _ in range(RUNS_SHOWN + 1)]
    runs.begin(claims)
    runs.write([Entry(claim, epochs(1, 1 + place % 3)) for place, claim in enumerate(claims)])
    shown = jobs.history(job_id).runs
    assert [run.id for run in shown] == [claim.run_id for claim in claims]
    assert [run.epoch[-1] for run in shown] == [1 + place % 3 for place in range(RUNS_SHOWN + 1)]


def test_a_history_is_read_by_as_many_queries_for_many_runs_as_for_one(
    jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    one, many = (job_of_several(sessions, body, runs=count) for count in (1, 50))
    event.listen(sessions.engine, "before_cursor_execute", note)
    jobs.history(one)
    alone = len(asked)
    jobs.history(many)
    event.remove(sessions.engine, "before_cursor_execute", note)
    assert len(asked) == 2 * alone
