"""How many jobs, runs, workers and deliveries there are, for those who watch the service."""

from lehr.experiments.records import Counts
from lehr.store.census_store import CensusStore
from lehr.store.engine import Sessions
from lehr.store.webhook_store import WebhookStore
from lehr.store.worker_store import WorkerStore


class Census:
    """Counts what the database holds."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def take(self) -> Counts:
        """Count everything."""
        with self._sessions.begin() as session:
            store = CensusStore(session)
            return Counts(
                jobs=store.jobs(),
                runs=store.runs(),
                oldest_queued_seconds=store.oldest_queued_seconds(),
                run_seconds=store.run_seconds(),
                workers=WorkerStore(session).count(),
                deliveries_waiting=WebhookStore(session).waiting(),
            )
