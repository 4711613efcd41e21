"""How many database connections of the API are at work at a time."""

from threading import Event, Thread
from types import TracebackType
from typing import Self

import psycopg
from typing_extensions import override

EVERY_SECONDS = 0.005
BUSY = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'api' AND state <> 'idle'"


class Busy(Thread):
    """Counts, every few milliseconds within its block, and keeps the highest count."""

    def __init__(self, database_url: str) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._database_url = database_url.replace("+psycopg", "")
        self._over = Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self.join()

    @override
    def run(self) -> None:
        """Count until the block ends."""
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            while not self._over.wait(EVERY_SECONDS):
                [(count,)] = connection.execute(BUSY).fetchall()
                self.most = max(self.most, count)
