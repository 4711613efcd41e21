"""The logs of jobs, as `Ledger` writes them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lehr.experiments.events import Event, Mark
from lehr.experiments.lifecycle import Status

from .tables import EventRow, JobRow

TOLD = (EventRow.seq, EventRow.at, EventRow.type, EventRow.run_id.label("run"), EventRow.data)


class EventStore:
    """The events of all jobs, read alone."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, job_id: UUID, *, after: int, limit: int) -> Sequence[Event]:
        """Return the job's events beyond `after`, in order."""
        wanted = select(*TOLD).where(EventRow.job_id == job_id, EventRow.seq > after)
        rows = self._session.execute(wanted.order_by(EventRow.seq).limit(limit))
        return [Event.model_validate(dict(row)) for row in rows.mappings()]

    def marks(self, job_ids: Collection[UUID]) -> Mapping[UUID, Mark]:
        """Return how far the logs of these jobs have come, of those that there are."""
        wanted = select(JobRow.id, JobRow.version, JobRow.status).where(JobRow.id.in_(job_ids))
        return {
            job_id: Mark(version=version, is_finished=Status(status).is_finished)
            for job_id, version, status in self._session.execute(wanted)
        }
