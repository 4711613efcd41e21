"""A thread sweeps again and again, whatever happens."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from lehr.bell import Bell
from lehr.experiments.lifecycle import Status
from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.sweeper import Sweeper
from lehr.testing import wait_until
from tests.trainings import claimed, execute, fall_silent, submitted, the_run


@pytest.fixture
def sweeper(runs: Runs) -> Iterator[Sweeper]:
    sweeper = Sweeper(runs, seconds=0.01)
    sweeper.start()
    yield sweeper
    sweeper.stop()


@pytest.mark.usefixtures("sweeper")
def test_a_silent_workers_run_is_freed_soon(jobs: Jobs, claim: Claim, sessions: Sessions) -> None:
    fall_silent(sessions)
    wait_until(lambda: the_run(jobs, claim).status is Status.QUEUED)


def test_a_stopped_sweeper_sweeps_no_more(sweeper: Sweeper) -> None:
    sweeper.stop()
    assert not sweeper.is_alive()


def test_a_sweep_that_fails_is_tried_again(
    own_sessions: Sessions, bell: Bell, body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    jobs, runs = Jobs(own_sessions, bell, Settings()), Runs(own_sessions, bell, lease_seconds=30)
    submitted(jobs, body)
    claim = claimed(runs)
    fall_silent(own_sessions)
    execute(own_sessions, "ALTER TABLE runs RENAME TO elsewhere")
    sweeper = Sweeper(runs, seconds=0.01)
    with caplog.at_level(logging.ERROR):
        sweeper.start()
        wait_until(lambda: "sweeping failed" in caplog.text)
    execute(own_sessions, "ALTER TABLE elsewhere RENAME TO runs")
    wait_until(lambda: the_run(jobs, claim).status is Status.QUEUED)
    sweeper.stop()


def test_a_database_that_is_away_is_worth_a_line_a_turn(
    bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = Sessions(connect("postgresql://lehr@/lehr?host=/nowhere"))
    sweeper = Sweeper(Runs(nowhere, bell, lease_seconds=30), seconds=0.01)
    sweeper.start()
    wait_until(lambda: "a sweep was missed: the database cannot be reached" in caplog.text)
    sweeper.stop()
    assert "Traceback" not in caplog.text
