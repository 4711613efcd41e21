"""What a job that extends another one begins with: all that the other's runs have behind them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, literal_column, select, update
from sqlalchemy.orm import Session, aliased

from .tables import EpochRow, RunRow, StepRow

Parent, Child = aliased(RunRow), aliased(RunRow)
CARRIED = (
    "epochs_done",
    "epochs_reached",
    "best_epoch",
    "best_loss",
    "max_abs_error",
    "checkpoints",
)
"""Where a run stands."""


class ExtensionStore:
    """Copies within the database, run by run in their order."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def carry_over(self, parent: UUID, child: UUID) -> None:
        """Give the runs of a new job the histories and checkpoints of its parent's."""
        self._session.flush()
        self._copy(EpochRow, parent, child)
        self._copy(StepRow, parent, child)
        standing = {name: getattr(Parent, name) for name in CARRIED}
        same_place = Parent.job_id == parent, Parent.position == RunRow.position
        moved = update(RunRow).where(RunRow.job_id == child, *same_place).values(standing)
        self._session.execute(moved, execution_options={"synchronize_session": False})

    def _copy(self, table: type[EpochRow | StepRow], parent: UUID, child: UUID) -> None:
        names = [column.name for column in table.__table__.columns if column.name != "run_key"]
        rows: Select[*tuple[Any, ...]] = (
            select(Child.key, *(literal_column(f"{table.__tablename__}.{name}") for name in names))
            .select_from(table)
            .join(Parent, Parent.key == table.run_key)
            .join(Child, Child.position == Parent.position)
            .where(Parent.job_id == parent, Child.job_id == child)
        )
        self._session.execute(insert(table).from_select(["run_key", *names], rows))
