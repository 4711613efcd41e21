"""Counts over whole tables."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lehr.experiments.lifecycle import Status

from .tables import JobRow, RunRow

RUN_SECONDS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3600.0, float("inf"))
"""Upper bounds of the durations that runs are counted by."""


class CensusStore:
    """What a monitor wants to know."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def jobs(self) -> dict[Status, int]:
        """Count jobs by status; every status has a count."""
        rows = self._session.execute(select(JobRow.status, func.count()).group_by(JobRow.status))
        return dict.fromkeys(Status, 0) | {Status(status): count for status, count in rows}

    def runs(self) -> dict[Status, int]:
        """Count runs by status; every status has a count."""
        rows = self._session.execute(select(RunRow.status, func.count()).group_by(RunRow.status))
        return dict.fromkeys(Status, 0) | {Status(status): count for status, count in rows}

    def oldest_queued_seconds(self) -> float:
        """Return the age of the oldest queued run, 0 where none waits."""
        oldest = select(func.min(RunRow.queued_at)).where(RunRow.status == Status.QUEUED)
        age = select(func.extract("epoch", func.now() - oldest.scalar_subquery()))
        return float(self._session.scalar(age) or 0)

    def run_seconds(self) -> tuple[dict[float, int], float]:
        """Return how many finished runs took at most so many seconds, and the sum of all."""
        taken = func.extract("epoch", RunRow.finished_at - RunRow.started_at)
        counts = [func.count().filter(taken <= bound) for bound in RUN_SECONDS[:-1]]
        finished = select(*counts, func.count(taken), func.coalesce(func.sum(taken), 0))
        *cumulative, total = self._session.execute(finished).one()
        return dict(zip(RUN_SECONDS, cumulative, strict=True)), float(total)
