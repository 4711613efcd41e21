"""The rows of the history."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lehr.experiments.entries import Entry
from lehr.experiments.history import EpochRecord

from .copying import append
from .tables import EpochRow, RunRow

TYPES = {
    "run_key": "int8",
    "epoch": "int4",
    "learning_rate": "float8",
    "loss": "float8",
    "val_loss": "float8",
    "metrics": "float8[]",
    "val_metrics": "float8[]",
}
"""The table's columns in an `EpochRecord`'s order, behind the key of the run."""


class EpochStore:
    """Histories, by the key of their run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entries: Iterable[Entry]) -> None:
        """Append epochs to the histories of their runs."""
        rows = [(entry.claim.key, *_values(row)) for entry in entries for row in entry.epochs]
        if rows:
            append(self._session, EpochRow.__tablename__, TYPES, rows)

    def clear(self, run_keys: Collection[int], *, after: int = 0) -> None:
        """Forget the epochs beyond `after` of runs that are trained anew from there."""
        forgotten = EpochRow.run_key.in_(run_keys), EpochRow.epoch > after
        self._session.execute(delete(EpochRow).where(*forgotten))

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


def _values(row: EpochRecord) -> tuple[object, ...]:
    return tuple(value for _, value in row)
