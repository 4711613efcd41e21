"""What the histories of a job say: every method one visible transaction."""

from uuid import UUID

from lehr.comparison.answer import Comparison
from lehr.comparison.metric import chosen_metric
from lehr.errors import NoRangeTest
from lehr.experiments.range_report import METHOD, RangeTestRun, RangeTests
from lehr.experiments.records import JobSummary
from lehr.experiments.results import Moment
from lehr.store.engine import Sessions
from lehr.store.job_store import JobStore
from lehr.store.result_store import ResultStore
from lehr.store.run_store import RunStore
from lehr.store.step_store import StepStore


class Analyses:
    """The results of this deployment's jobs, looked at as a whole."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def comparison(self, job_id: UUID, *, metric: str | None, at: Moment) -> Comparison:
        """Compare a job's configurations; raises InvalidRequest where it has no such metric."""
        from lehr.comparison.compare import compare

        with self._sessions.begin() as session:
            summary, plan = JobStore(session).summary(job_id), JobStore(session).plan(job_id)
            chosen = chosen_metric(plan.columns, metric)
            results = ResultStore(session).results(job_id, plan.metric_names, at)
        return compare(job_id, summary.status, results, metric=chosen, at=at)

    def range_tests(self, job_id: UUID, *, run_id: UUID | None = None) -> RangeTests:
        """Return the range tests of a job's first runs or of one.

        Raises NoRangeTest where the job is none.
        """
        with self._sessions.begin() as session:
            summary = JobStore(session).summary(job_id)
            stop_factor = _stop_factor(summary)
            store, steps = RunStore(session), StepStore(session)
            runs = [store.get(job_id, run_id)] if run_id else store.page(job_id)
            kept = [(run, steps.rows(run.id)) for run in runs]
        tests = [RangeTestRun.of(run, rows, stop_factor) for run, rows in kept]
        return RangeTests(id=job_id, status=summary.status, runs=tests, method=METHOD)


def _stop_factor(job: JobSummary) -> float:
    asked = job.experiment.get("lr_range_test")
    if asked is None:
        raise NoRangeTest(f"job {job.id} has no `lr_range_test` in its experiment")
    factor: float = asked["stop_factor"]
    return factor
