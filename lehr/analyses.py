"""What the histories of a job say: every method one visible transaction."""

from uuid import UUID

from lehr.comparison.answer import Comparison
from lehr.comparison.metric import chosen_metric
from lehr.experiments.results import Moment
from lehr.store.engine import Sessions
from lehr.store.job_store import JobStore
from lehr.store.result_store import ResultStore


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
