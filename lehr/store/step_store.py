"""The rows of the history by weight update."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lehr.experiments.history import StepRecord

from .tables import RunRow, StepRow


class StepStore:
    """Updates of runs that keep them, by the key of their run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, run_key: int, steps: Sequence[StepRecord]) -> None:
        """Append updates to a run's history."""
        if steps:
            rows = [{"run_key": run_key, **step._asdict()} for step in steps]
            self._session.execute(insert(StepRow), rows)

    def clear(self, run_key: int) -> None:
        """Forget a run's updates, because its training begins anew."""
        self._session.execute(delete(StepRow).where(StepRow.run_key == run_key))

    def rows(self, run_id: UUID, *, after: int = -1) -> Sequence[StepRecord]:
        """Return a run's updates beyond `after`, in order."""
        columns = (StepRow.step, StepRow.learning_rate, StepRow.loss)
        wanted = select(*columns).join(RunRow, RunRow.key == StepRow.run_key)
        wanted = wanted.where(RunRow.id == run_id, StepRow.step > after).order_by(StepRow.step)
        return [StepRecord(*row) for row in self._session.execute(wanted)]
