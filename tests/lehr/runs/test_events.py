"""A job's events are numbered without gaps."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from lehr.bell import Bell
from lehr.experiments.records import Claim, Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from tests.one_run import Lost, begin, record, succeed
from tests.trainings import (
    OUTCOME,
    at_once,
    claimed,
    epochs,
    events,
    job_of_several,
    submitted,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]


def test_writers_of_one_job_number_its_events_without_gaps(
    runs: Runs, jobs: Jobs, sessions: Sessions, body: Body
) -> None:
    job_id = job_of_several(sessions, body, runs=4)
    claims = [claimed(runs) for _ in range(4)]

    def train(claim: Claim) -> None:
        begin(runs, claim)
        for number in range(1, 4):
            record(runs, claim, epochs(number, number))
        succeed(runs, claim, OUTCOME)

    assert at_once(*[partial(train, claim) for claim in claims]) == [None] * 4
    told = events(sessions, job_id)
    assert told.count("run.progress") == 12
    assert (told.count("job.started"), told.count("job.succeeded"), told[-1]) == (
        1, 1, "job.succeeded",
    )  # fmt: skip
    assert jobs.get(job_id).version == len(told)


def test_a_job_is_announced_once_a_transaction_and_only_when_it_has_committed(
    sessions: Sessions, bell: Bell, body: Body
) -> None:
    heard: list[set[UUID]] = []
    announcing = Sessions(sessions.engine, lambda job_ids: heard.append(set(job_ids)))
    job = submitted(Jobs(announcing, bell, Settings()), body)
    assert heard == [{job.id}]
    runs = Runs(announcing, bell, lease_seconds=30)
    begin(runs, claim := claimed(runs))
    assert heard == [{job.id}] * 2
    with pytest.raises(Lost):
        succeed(runs, claim.model_copy(update={"token": 0}), OUTCOME)
    assert heard == [{job.id}] * 2


def test_reading_is_not_announced(sessions: Sessions, bell: Bell, job: Job) -> None:
    heard: list[Collection[UUID]] = []
    Jobs(Sessions(sessions.engine, heard.append), bell, Settings()).get(job.id)
    assert heard == []
