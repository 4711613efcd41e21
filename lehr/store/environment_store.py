"""Where runs were trained."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from lehr.experiments.manifest import Environment

from .tables import EnvironmentRow, RunRow


class EnvironmentStore:
    """Environments, each kept once; none is ever forgotten, as there are few."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, environment: Environment) -> None:
        """Keep an environment, unless it is known."""
        document = environment.model_dump(mode="json")
        statement = insert(EnvironmentRow).values(hash=environment.hash, document=document)
        self._session.execute(statement.on_conflict_do_nothing())

    def of_run(self, run_id: UUID) -> Environment | None:
        """Return the environment of a run's last attempt, None where it has not been noted."""
        known = select(EnvironmentRow.document).join(
            RunRow, RunRow.environment == EnvironmentRow.hash
        )
        document = self._session.scalar(known.where(RunRow.id == run_id))
        return None if document is None else Environment.model_validate(document)
