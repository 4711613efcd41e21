"""A job that readers wait for."""

import asyncio

from lehr.errors import LehrError
from lehr.experiments.events import Mark

ANY = -1
"""Every version is beyond this one."""


class Watched:
    """What is known of one job, and who waits for more."""

    def __init__(self) -> None:
        self.readers = 0
        self._known: Mark | LehrError | None = None
        self._told = asyncio.Event()

    def tell(self, known: Mark | LehrError) -> None:
        """Wake all who wait, where this is news."""
        if known != self._known:
            self._known = known
            self._wake()

    def fail(self, error: LehrError) -> None:
        """Tell those who know nothing why they will not; the others wait for better times."""
        if self._known is None:
            self._known = error
            self._wake()

    async def beyond(self, since: int) -> Mark:
        """Wait for a version beyond `since` or for the job's end, whichever is known first.

        Raises UnknownJob, or Unavailable where nothing is known and the database is away, or where
        the watch has ended.
        """
        while (mark := self._mark()) is None or not (mark.version > since or mark.is_finished):
            await self._told.wait()
        return mark

    def _mark(self) -> Mark | None:
        if isinstance(self._known, LehrError):
            raise self._known
        return self._known

    def _wake(self) -> None:
        told, self._told = self._told, asyncio.Event()
        told.set()
