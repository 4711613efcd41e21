"""Whether the service can do its work."""

from typing import Literal

from lehr.bell import Bell
from lehr.errors import Unavailable
from lehr.experiments.record import Record
from lehr.store.engine import Sessions
from lehr.store.schema import is_current
from lehr.workers import Workers


class Readiness(Record):
    """What works: `degraded` without a broker or a worker, for jobs are still accepted and kept."""

    status: Literal["ready", "degraded"]
    broker: bool
    workers: int


class Health:
    """Looks at everything that the service stands on."""

    def __init__(self, sessions: Sessions, bell: Bell) -> None:
        self._sessions = sessions
        self._bell = bell

    def ready(self) -> Readiness:
        """Raise Unavailable without the database or with a schema that is not the newest."""
        with self._sessions.begin() as session:
            if not is_current(session):
                raise Unavailable("the database's schema is not up to date: run `lehr migrate`")
        workers, broker = Workers(self._sessions).count(), self._bell.answers()
        status: Literal["ready", "degraded"] = "ready" if workers and broker else "degraded"
        return Readiness(status=status, broker=broker, workers=workers)
