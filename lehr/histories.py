"""Whole histories of jobs, read part by part: every part one visible transaction."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from lehr.errors import InvalidRequest, NothingToDraw, Violation
from lehr.experiments.reading import Traced, parts
from lehr.experiments.results import Moment, Result
from lehr.experiments.table import Contents, Part
from lehr.plots.band import Band, banded
from lehr.plots.labels import configuration
from lehr.plots.shown import Caption
from lehr.store.engine import Sessions
from lehr.store.epoch_store import EpochStore
from lehr.store.job_store import JobStore
from lehr.store.result_store import ResultStore
from lehr.store.run_store import RunStore
from lehr.wording import spelled

ROWS_AT_ONCE: Final = 50_000
"""Rows that are read before those before them have been sent, where one run has no more."""
MOST_DRAWN: Final = 6
"""So many bands can be told apart in one picture."""


class Histories:
    """What this deployment's jobs have left, however much that is."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def contents(self, job_id: UUID) -> Contents:
        """Return what there is to be read; raise UnknownJob where there is no such job."""
        with self._sessions.begin() as session:
            jobs = JobStore(session)
            summary, plan = jobs.summary(job_id), jobs.plan(job_id)
            return Contents(summary, plan, RunStore(session).traced(job_id))

    def parts(self, contents: Contents, runs: Sequence[Traced]) -> Iterator[Part]:
        """Yield the epochs of runs that follow on each other, few at a time."""
        first = contents.runs.index(runs[0])
        for some in parts(runs, ROWS_AT_ONCE):
            with self._sessions.begin() as session:
                keys = [run.key for run in some]
                columns = EpochStore(session).columns(keys, plan=contents.plan)
            yield Part(first, some, columns)
            first += len(some)

    def bands(self, job_id: UUID, series: str) -> tuple[Sequence[Band], Caption]:
        """Return a column of the history over the seeds of each of the best configurations.

        Raises InvalidRequest where there is no such column, NothingToDraw before the first epoch.
        """
        from lehr.comparison.ranking import judging, ranked

        contents = self.contents(job_id)
        metric = judging(contents.plan.columns, _known(series, contents))
        configurations = ranked(contents.runs, self._results(contents), metric)
        begun = [runs for runs in configurations if any(run.rows for run in runs)]
        if not begun:
            raise NothingToDraw(f"job {job_id} has no epoch yet")
        bands = [self._band(contents, runs, series) for runs in begun[:MOST_DRAWN]]
        drawn, total = len(bands), len(configurations)
        left_out = f"the best {drawn} of {total} configurations, by final {metric}"
        return bands, Caption(series, left_out if drawn < total else "")

    def _results(self, contents: Contents) -> Sequence[Result]:
        names = contents.plan.metric_names
        with self._sessions.begin() as session:
            return ResultStore(session).results(contents.job.id, names, Moment.FINAL)

    def _band(self, contents: Contents, runs: Sequence[Traced], series: str) -> Band:
        values = [
            column
            for part in self.parts(contents, runs)
            for column in part.column(series)
            if len(column)
        ]
        if not values:  # forgotten since they were counted: the run begins anew
            raise NothingToDraw(f"job {contents.job.id} has just lost its epochs")
        return banded(configuration(runs[0].parameters), values)


def _known(series: str, contents: Contents) -> str:
    _, *columns = contents.plan.columns
    if series not in columns:
        rule = f"`series` must be comparison or one of {', '.join(columns)}"
        raise InvalidRequest([Violation("/series", f"{rule}; received {spelled(series)}")])
    return series
