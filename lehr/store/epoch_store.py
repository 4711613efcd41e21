"""The rows of the history."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lehr.experiments.history import EpochRecord

from .tables import EpochRow, RunRow


class EpochStore:
    """Histories, by the key of their run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, run_key: int, rows: Iterable[EpochRecord]) -> None:
        """Append epochs to a run's history."""
        self._session.execute(
            insert(EpochRow), [{"run_key": run_key, **row.model_dump()} for row in rows]
        )

    def clear(self, run_key: int) -> None:
        """Forget a run's history, because its training begins anew."""
        self._session.execute(delete(EpochRow).where(EpochRow.run_key == run_key))

    def rows(
        self, run_id: UUID, metric_names: Sequence[str], *, after: int = 0
    ) -> Sequence[dict[str, float]]:
        """Return a run's epochs beyond `after`, in order, by column name."""
        wanted = select(EpochRow).join(RunRow, RunRow.key == EpochRow.run_key)
        wanted = wanted.where(RunRow.id == run_id, EpochRow.epoch > after)
        ordered = self._session.scalars(wanted.order_by(EpochRow.epoch))
        return [record(row).named(metric_names) for row in ordered]


def record(row: EpochRow) -> EpochRecord:
    """Turn a row into a plain value."""
    return EpochRecord(
        epoch=row.epoch,
        learning_rate=row.learning_rate,
        loss=row.loss,
        val_loss=row.val_loss,
        metrics=row.metrics,
        val_metrics=row.val_metrics,
    )
