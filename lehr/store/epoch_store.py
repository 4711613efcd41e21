"""The rows of the history."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lehr.experiments.entries import Entry
from lehr.experiments.history import EpochRecord
from lehr.experiments.records import JobPlan
from lehr.experiments.thinning import Columns

from .columns import read
from .copying import append
from .tables import EpochRow

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

    def columns(self, run_keys: Sequence[int], plan: JobPlan, *, after: int = 0) -> Columns:
        """Return the runs' epochs beyond `after`, in the columns of their plan."""
        places = range(1, len(plan.metric_names) + 1)
        trained: list[Any] = [EpochRow.epoch, EpochRow.learning_rate, EpochRow.loss]
        trained += [EpochRow.metrics[place] for place in places]
        validated = [EpochRow.val_loss, *(EpochRow.val_metrics[place] for place in places)]
        shown = dict(zip(plan.columns, trained + validated, strict=False))
        return read(self._session, EpochRow, run_keys, shown, after=after)


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
