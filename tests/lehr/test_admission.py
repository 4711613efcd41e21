"""A full queue says when to come again, by how fast it is drained."""

from typing import Any

import pytest

from lehr.admission import LATEST, SOONEST, seconds_to_drain
from lehr.bell import Bell
from lehr.errors import QueueFull
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions
from tests.one_run import begin, succeed
from tests.trainings import OUTCOME, claimed, execute, submitted

Body = dict[str, Any]


@pytest.mark.parametrize(
    ("excess", "finished", "seconds", "told"),
    [
        (10, 60, 60.0, 10),
        (1, 2, 30.0, 15),
        (1, 3, 10.0, 4),
        (1, 1000, 10.0, SOONEST),
        (1000, 1, 10.0, LATEST),
        (1, 0, 0.0, LATEST),
    ],
)
def test_the_time_follows_from_what_has_finished_lately(
    excess: int, finished: int, seconds: float, told: int
) -> None:
    assert seconds_to_drain(excess, finished, seconds) == told


def test_a_queue_that_is_drained_says_how_soon_there_is_room(
    sessions: Sessions, bell: Bell, runs: Runs, body: Body
) -> None:
    jobs = Jobs(sessions, bell, Settings(max_queued_runs=2))
    for _ in range(2):
        submitted(jobs, body)
        claim = claimed(runs)
        begin(runs, claim)
        succeed(runs, claim, OUTCOME)
    execute(sessions, "UPDATE runs SET finished_at = now() - interval '40 seconds'")
    submitted(jobs, body)
    with pytest.raises(QueueFull, match="1 do, and this job has 3") as full:
        submitted(jobs, body, seed=None, seeds=[1, 2, 3])
    assert full.value.retry_after == pytest.approx(40, abs=5)


def test_what_finished_long_ago_says_nothing_of_the_queue(
    sessions: Sessions, bell: Bell, runs: Runs, body: Body
) -> None:
    jobs = Jobs(sessions, bell, Settings(max_queued_runs=1))
    submitted(jobs, body)
    claim = claimed(runs)
    begin(runs, claim)
    succeed(runs, claim, OUTCOME)
    execute(sessions, "UPDATE runs SET finished_at = now() - interval '6 minutes'")
    with pytest.raises(QueueFull) as full:
        submitted(jobs, body, seed=None, seeds=[1, 2])
    assert full.value.retry_after == LATEST
