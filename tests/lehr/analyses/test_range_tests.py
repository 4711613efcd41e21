"""Range tests that the database holds."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from lehr.analyses import Analyses
from lehr.errors import NoRangeTest, UnknownJob, UnknownRun
from lehr.store.engine import Sessions
from tests.lehr.analyses.ended import range_test_job
from tests.trainings import job_of_several

Body = dict[str, Any]
RATES = np.geomspace(1e-7, 10, 100)
LOSSES = 1 / (1 + np.exp(2 * (np.log10(RATES) + 3))) + np.where(RATES > 2, np.nan, 0)


@pytest.fixture
def analyses(sessions: Sessions) -> Analyses:
    return Analyses(sessions)


@pytest.fixture
def job_id(sessions: Sessions, body: Body) -> UUID:
    curve: Sequence[tuple[float, float]] = list(zip(RATES, LOSSES, strict=True))
    return range_test_job(sessions, body, [curve, []])


def test_a_range_test_is_told_update_by_update(analyses: Analyses, job_id: UUID) -> None:
    run, _ = analyses.range_tests(job_id).runs
    assert run.learning_rates == RATES.tolist()
    assert np.array_equal(run.losses, LOSSES, equal_nan=True)
    assert len(run.smoothed) == 100


def test_a_range_test_stops_where_it_diverges(analyses: Analyses, job_id: UUID) -> None:
    run, _ = analyses.range_tests(job_id).runs
    assert run.stopped_at == np.isnan(LOSSES).argmax()


def test_a_range_test_suggests_rates_or_says_why_not(analyses: Analyses, job_id: UUID) -> None:
    run, _ = analyses.range_tests(job_id).runs
    assert list(run.suggestions) == ["valley", "steep", "minimum", "slide"]
    assert run.suggestions["steep"] is not None
    assert 1e-3 < run.suggestions["steep"] < 1e-1
    missing = {name for name, rate in run.suggestions.items() if rate is None}
    assert run.reasons.keys() == missing == {"slide"}


def test_a_run_that_waits_suggests_nothing_yet(analyses: Analyses, job_id: UUID) -> None:
    _, run = analyses.range_tests(job_id).runs
    assert (run.learning_rates, run.smoothed, run.stopped_at) == ([], [], None)
    assert set(run.suggestions.values()) == {None}


def test_one_run_is_looked_at(analyses: Analyses, job_id: UUID) -> None:
    _, second = analyses.range_tests(job_id).runs
    assert analyses.range_tests(job_id, run_id=second.id).runs == [second]


def test_a_run_of_no_such_job_is_unknown(analyses: Analyses, job_id: UUID) -> None:
    with pytest.raises(UnknownRun):
        analyses.range_tests(job_id, run_id=uuid4())


def test_a_job_with_a_schedule_is_no_range_test(
    analyses: Analyses, sessions: Sessions, body: Body
) -> None:
    with pytest.raises(NoRangeTest, match="has no `lr_range_test`"):
        analyses.range_tests(job_of_several(sessions, body, runs=1))


def test_an_unknown_job_is_no_range_test(analyses: Analyses) -> None:
    with pytest.raises(UnknownJob):
        analyses.range_tests(uuid4())
