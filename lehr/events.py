"""What clients read of a job's log: every method one visible transaction."""

from collections.abc import Collection, Mapping
from uuid import UUID

from lehr.experiments.events import EventPage, Mark
from lehr.store.engine import Sessions
from lehr.store.event_store import EventStore
from lehr.store.job_store import JobStore


class Events:
    """The logs of all jobs. They are complete up to any number that has been seen."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def page(self, job_id: UUID, *, after: int = 0, limit: int) -> EventPage:
        """Return the job's next events beyond `after`; raise UnknownJob where there is none."""
        with self._sessions.begin() as session:
            JobStore(session).version(job_id)
            events = EventStore(session).page(job_id, after=after, limit=limit)
        return EventPage(events=list(events))

    def marks(self, job_ids: Collection[UUID]) -> Mapping[UUID, Mark]:
        """Return how far the logs of these jobs have come, in one query; unknown jobs have none."""
        with self._sessions.begin() as session:
            return EventStore(session).marks(job_ids)
