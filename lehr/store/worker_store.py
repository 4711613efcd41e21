"""Which workers are alive."""

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from .tables import WorkerRow

ALIVE_SECONDS = 10
"""A worker that has not been seen for so long counts as gone."""


@dataclass(frozen=True)
class Presence:
    """A worker process: its name in the deployment, and where it runs."""

    name: str
    host: str
    pid: int
    environment: str | None = None
    """The hash of what it trains in."""


class WorkerStore:
    """The presence of worker processes, by name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def arrive(self, worker: Presence) -> None:
        """Announce a worker that is ready to train; it replaces a former one of its name."""
        fresh = asdict(worker) | {"stopping": False}
        fresh |= {"started_at": func.now(), "seen_at": func.now()}
        statement = insert(WorkerRow).values(fresh)
        self._session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=fresh))

    def beat(self, worker: Presence) -> bool:
        """Say that the worker is alive, and return whether it is asked to stop."""
        statement = insert(WorkerRow).values(asdict(worker) | {"stopping": False})
        seen = statement.on_conflict_do_update(
            index_elements=["name"], set_={"seen_at": func.now()}
        )
        return self._session.scalars(seen.returning(WorkerRow.stopping)).one()

    def ask_to_stop(self, name: str) -> None:
        """Have the worker give back what it holds and claim nothing more."""
        self._session.execute(update(WorkerRow).where(WorkerRow.name == name).values(stopping=True))

    def leave(self, name: str) -> None:
        """Forget one worker."""
        self._session.execute(delete(WorkerRow).where(WorkerRow.name == name))

    def forget_host(self, host: str) -> None:
        """Forget every worker of a host; one that is alive after all returns with its next beat."""
        self._session.execute(delete(WorkerRow).where(WorkerRow.host == host))

    def count(self) -> int:
        """Count the workers that are alive and not about to stop."""
        alive = select(func.count()).where(_seen_lately(), ~WorkerRow.stopping)
        return self._session.scalars(alive).one()

    def is_alive(self, host: str) -> bool:
        """Tell whether a worker of `host` was seen lately, be it about to stop or not."""
        seen = exists().where(WorkerRow.host == host, _seen_lately())
        return self._session.scalars(select(seen)).one()


def _seen_lately() -> ColumnElement[bool]:
    silence = func.make_interval(0, 0, 0, 0, 0, 0, ALIVE_SECONDS)
    return WorkerRow.seen_at > func.now() - silence
