"""What the histories of a job say: every method one visible transaction."""

from uuid import UUID

from lehr.comparison.answer import Comparison
from lehr.comparison.metric import chosen_metric
from lehr.errors import NoRangeTest
from lehr.experiments.configurations import run_document
from lehr.experiments.range_report import METHOD, RangeTestRun, RangeTests
from lehr.experiments.range_test_spec import RangeTestSpec
from lehr.experiments.records import JobSummary, Run
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

        Runs that are none are left out. Raises NoRangeTest where all are.
        """
        with self._sessions.begin() as session:
            summary, store = JobStore(session).summary(job_id), RunStore(session)
            runs = [store.get(job_id, run_id)] if run_id else store.page(job_id)
            tested = [(run, test) for run in runs if (test := _range_test(summary, run))]
            steps = [StepStore(session).rows(run.id) for run, _ in tested]
        if not tested:
            raise NoRangeTest(f"no run of job {job_id} has an `lr_range_test` in its experiment")
        tests = [
            RangeTestRun.of(run, rows, test.stop_factor)
            for (run, test), rows in zip(tested, steps, strict=True)
        ]
        return RangeTests(id=job_id, status=summary.status, runs=tests, method=METHOD)


def _range_test(job: JobSummary, run: Run) -> RangeTestSpec | None:
    asked = run_document(job.experiment, run.parameters, run.seed).get("lr_range_test")
    return None if asked is None else RangeTestSpec.model_validate(asked)
