"""Workers record epochs, and what the best of them is follows."""

from collections.abc import Callable
from math import inf, isnan, nan
from typing import Any

import pytest

from lehr.experiments.records import Claim
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.store.engine import Sessions
from tests.one_run import Lost, begin, record, renew
from tests.trainings import (
    claimed,
    epoch,
    epochs,
    events,
    fall_silent,
    query,
    submitted,
    the_run,
)

Body = dict[str, Any]
Write = Callable[[Runs, Claim], object]


DIVERGED = [
    ([nan, nan, nan], 1),
    ([nan, 0.7, nan], 2),
    ([0.7, nan, 0.9], 1),
    ([inf, nan, inf], 1),
    ([nan, inf, 3.0], 3),
]
"""Validation losses, and the best epoch among them."""


def test_epochs_are_recorded_with_their_event(
    runs: Runs, jobs: Jobs, claim: Claim, sessions: Sessions
) -> None:
    record(runs, claim, epochs(1, 3))
    record(runs, claim, epochs(4, 4))
    run = the_run(jobs, claim)
    assert (run.epochs_done, run.final and run.final["epoch"]) == (4, 4)
    assert jobs.history(claim.job_id).runs[0].epoch == [1, 2, 3, 4]
    assert events(sessions, claim.job_id)[3:] == ["run.progress", "run.progress"]
    told = query(sessions, "SELECT data FROM events WHERE type = 'run.progress' ORDER BY seq")
    assert [row.data for row in told] == [{"epochs_done": 3}, {"epochs_done": 4}]


def test_recording_renews_the_lease(runs: Runs, claim: Claim, sessions: Sessions) -> None:
    fall_silent(sessions)
    record(runs, claim, epochs(1, 1))
    runs.sweep()
    assert renew(runs, claim).token == claim.token


@pytest.mark.parametrize("first", [1, 3, 5])
def test_epochs_that_do_not_follow_the_last_are_refused(
    runs: Runs, jobs: Jobs, claim: Claim, first: int
) -> None:
    record(runs, claim, epochs(1, 3))
    with pytest.raises(Lost):
        record(runs, claim, epochs(first, first + 1))
    assert jobs.history(claim.job_id).runs[0].epoch == [1, 2, 3]


def test_the_best_epoch_has_the_lowest_validation_loss(
    runs: Runs, jobs: Jobs, claim: Claim
) -> None:
    losses = [0.9, 0.4, 0.6, 0.5, 0.4]
    record(runs, claim, [epoch(n, val_loss=loss) for n, loss in enumerate(losses[:3], 1)])
    record(runs, claim, [epoch(n, val_loss=loss) for n, loss in enumerate(losses[3:], 4)])
    run = the_run(jobs, claim)
    assert run.best is not None
    assert (run.best["epoch"], run.best["val_loss"], run.best["loss"]) == (2, 0.4, 0.5)


def test_the_best_epoch_has_the_lowest_loss_where_nothing_validates(
    runs: Runs, jobs: Jobs, body: Body
) -> None:
    submitted(jobs, body, validation=None)
    claim = claimed(runs)
    begin(runs, claim)
    record(runs, claim, [epoch(n, loss, None) for n, loss in enumerate([0.9, 0.3, 0.8], 1)])
    assert the_run(jobs, claim).best == {
        "epoch": 2, "learning_rate": 0.05, "loss": 0.3, "accuracy": 0.9,
    }  # fmt: skip


@pytest.mark.parametrize(("losses", "best"), DIVERGED)
def test_a_loss_that_is_not_a_number_is_best_only_where_all_are(
    runs: Runs, jobs: Jobs, claim: Claim, losses: list[float], best: int
) -> None:
    record(runs, claim, [epoch(n, val_loss=loss) for n, loss in enumerate(losses, 1)])
    assert best_epoch(jobs, claim) == best


@pytest.mark.parametrize(("losses", "best"), DIVERGED)
def test_the_best_epoch_does_not_depend_on_the_chunks(
    runs: Runs, jobs: Jobs, claim: Claim, losses: list[float], best: int
) -> None:
    for number, loss in enumerate(losses, 1):
        record(runs, claim, [epoch(number, val_loss=loss)])
    assert best_epoch(jobs, claim) == best


def best_epoch(jobs: Jobs, claim: Claim) -> float:
    best = the_run(jobs, claim).best
    assert best is not None
    return best["epoch"]


def test_losses_that_are_not_finite_are_kept(runs: Runs, jobs: Jobs, claim: Claim) -> None:
    rows = [epoch(n, loss) for n, loss in enumerate([inf, -inf, nan], 1)]
    record(runs, claim, rows)
    infinite, negative, not_a_number = jobs.history(claim.job_id).runs[0].loss
    assert (infinite, negative, isnan(not_a_number)) == (inf, -inf, True)
    final = the_run(jobs, claim).final
    assert final is not None
    assert isnan(final["loss"])
