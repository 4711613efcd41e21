"""The rows of the history by weight update."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lehr.experiments.entries import Entry
from lehr.experiments.history import StepRecord
from lehr.experiments.reading import Traced
from lehr.experiments.thinning import Columns

from .columns import read
from .copying import append
from .tables import RunRow, StepRow

TYPES = {"run_key": "int8", "step": "int8", "learning_rate": "float8", "loss": "float8"}
"""The table's columns in a `StepRecord`'s order, behind the key of the run."""


class StepStore:
    """Updates of runs that keep them, by the key of their run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entries: Iterable[Entry]) -> None:
        """Append updates to the histories of their runs."""
        rows = [(entry.claim.key, *step) for entry in entries for step in entry.steps]
        if rows:
            append(self._session, StepRow.__tablename__, TYPES, rows)

    def clear(self, run_keys: Collection[int], *, first: int = 0) -> None:
        """Forget the updates from `first` on of runs that are trained anew from there."""
        forgotten = StepRow.run_key.in_(run_keys), StepRow.step >= first
        self._session.execute(delete(StepRow).where(*forgotten))

    def columns(self, run_keys: Sequence[int], *, after: int = -1) -> Columns:
        """Return the runs' updates beyond `after`."""
        shown = {"step": StepRow.step, "learning_rate": StepRow.learning_rate, "loss": StepRow.loss}
        return read(self._session, StepRow, run_keys, shown, after=after)

    def counted(self, runs: Sequence[Traced], *, after: int = -1) -> tuple[Sequence[Traced], bool]:
        """Return the runs with their updates beyond `after`, and whether some were not kept."""
        columns = (StepRow.run_key, func.count(), func.max(StepRow.step))
        wanted = select(*columns).where(StepRow.run_key.in_([run.key for run in runs]))
        wanted = wanted.where(StepRow.step > after).group_by(StepRow.run_key)
        found = self._session.execute(wanted).all()
        rows = {key: count for key, count, _ in found}
        sieved = any(last - after > count for _, count, last in found)
        return [run._replace(rows=rows.get(run.key, 0)) for run in runs], sieved

    def rows(self, run_id: UUID, *, after: int = -1) -> Sequence[StepRecord]:
        """Return a run's updates beyond `after`, in order."""
        columns = (StepRow.step, StepRow.learning_rate, StepRow.loss)
        wanted = select(*columns).join(RunRow, RunRow.key == StepRow.run_key)
        wanted = wanted.where(RunRow.id == run_id, StepRow.step > after).order_by(StepRow.step)
        return [StepRecord(*row) for row in self._session.execute(wanted)]
