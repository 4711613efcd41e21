"""Comparisons of what the database holds."""

from typing import Any
from uuid import uuid4

import pytest

from lehr.analyses import Analyses
from lehr.comparison.answer import Comparison
from lehr.errors import InvalidRequest, UnknownJob
from lehr.experiments.results import Moment
from lehr.store.engine import Sessions
from tests.lehr.analyses.ended import compared_job
from tests.trainings import execute, job_of_several

Body = dict[str, Any]


@pytest.fixture
def analyses(sessions: Sessions) -> Analyses:
    return Analyses(sessions)


def means(comparison: Comparison) -> dict[float, float | None]:
    return {
        one.parameters["optimizer.momentum"]: one.mean and round(one.mean, 9)
        for one in comparison.configurations
    }


def test_configurations_are_compared_by_their_last_epochs(
    analyses: Analyses, sessions: Sessions, body: Body
) -> None:
    comparison = analyses.comparison(compared_job(sessions, body), metric=None, at=Moment.FINAL)
    assert (comparison.metric, comparison.at) == ("val_accuracy", "final")
    assert means(comparison) == {0.9: 0.8, 0.0: 0.6}
    [pair] = comparison.pairs
    assert (pair.n, pair.p, pair.probability_of_improvement) == (3, 0.5, 5 / 6)


def test_configurations_are_compared_by_the_epoch_that_validates_best(
    analyses: Analyses, sessions: Sessions, body: Body
) -> None:
    comparison = analyses.comparison(compared_job(sessions, body), metric=None, at=Moment.BEST)
    assert means(comparison) == {0.9: 0.85, 0.0: 0.65}


def test_configurations_are_compared_by_any_column(
    analyses: Analyses, sessions: Sessions, body: Body
) -> None:
    job_id = compared_job(sessions, body)
    comparison = analyses.comparison(job_id, metric="val_loss", at=Moment.FINAL)
    assert means(comparison) == {0.0: 0.2, 0.9: 0.2}
    assert comparison.method.better == "lower"


def test_another_metric_is_refused(analyses: Analyses, sessions: Sessions, body: Body) -> None:
    with pytest.raises(InvalidRequest, match="must be one of loss, accuracy, val_loss"):
        analyses.comparison(compared_job(sessions, body), metric="auc", at=Moment.FINAL)


def test_runs_that_wait_are_told(analyses: Analyses, sessions: Sessions, body: Body) -> None:
    job_id = job_of_several(sessions, body, runs=3)
    comparison = analyses.comparison(job_id, metric=None, at=Moment.BEST)
    [configuration] = comparison.configurations
    assert (configuration.unfinished, configuration.n, comparison.status) == (3, 0, "queued")


def test_runs_of_other_jobs_do_not_count(
    analyses: Analyses, sessions: Sessions, body: Body
) -> None:
    job_id = compared_job(sessions, body)
    compared_job(sessions, body, {0.5: [1.0]})
    assert means(analyses.comparison(job_id, metric=None, at=Moment.FINAL)).keys() == {0.0, 0.9}


def test_a_run_that_did_not_validate_a_number_has_diverged(
    analyses: Analyses, sessions: Sessions, body: Body
) -> None:
    job_id = compared_job(sessions, body)
    execute(sessions, "UPDATE epochs SET val_loss = 'NaN'")
    comparison = analyses.comparison(job_id, metric="val_loss", at=Moment.FINAL)
    assert [one.diverged for one in comparison.configurations] == [3, 3]


def test_an_unknown_job_is_not_compared(analyses: Analyses) -> None:
    with pytest.raises(UnknownJob):
        analyses.comparison(uuid4(), metric=None, at=Moment.FINAL)
