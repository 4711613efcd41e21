"""What the runs of a job have reached, in one query."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lehr.experiments.lifecycle import Status
from lehr.experiments.results import Moment, Result

from .epoch_store import record
from .tables import EpochRow, RunRow

EPOCHS = {Moment.FINAL: RunRow.epochs_done, Moment.BEST: RunRow.best_epoch}


class ResultStore:
    """Runs with one row of their history each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def results(self, job_id: UUID, metric_names: Sequence[str], at: Moment) -> Sequence[Result]:
        """Return every run of the job, in order."""
        columns = (RunRow.parameters, RunRow.seed, RunRow.status, EpochRow)
        looked_at = and_(EpochRow.run_key == RunRow.key, EpochRow.epoch == EPOCHS[at])
        wanted = select(*columns).outerjoin(EpochRow, looked_at).where(RunRow.job_id == job_id)
        return [
            Result(parameters, seed, Status(status), row and record(row).named(metric_names))
            for parameters, seed, status, row in self._session.execute(
                wanted.order_by(RunRow.position)
            )
        ]
