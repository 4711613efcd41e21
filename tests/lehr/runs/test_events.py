"""A job's events are numbered without gaps."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import begin, record, succeed
from tests.trainings import (
    OUTCOME,
    at_once,
    claimed,
    epochs,
    events,
    job_of_several,
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
