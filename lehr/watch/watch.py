"""How far the jobs have come that readers of one process wait for."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TypeAlias
from uuid import UUID

from lehr.errors import LehrError, Unavailable, UnknownJob
from lehr.experiments.events import Mark

from .changes import changes
from .watched import ANY, Watched

CALM_SECONDS = 5
"""How often all watched jobs are looked at in spite of announcements: one may have been lost."""

BREATH_SECONDS = 0.05
"""Between two looks, so that a burst of changes is told as one."""

Look: TypeAlias = Callable[[Collection[UUID]], Mapping[UUID, Mark]]

ENDED = "the service is about to stop: come again"

log = logging.getLogger(__name__)


class Watch:
    """Announcements say where to look, and the database what is true.

    `look` is called in a thread, for all jobs that may have changed, and never twice at once.
    """

    def __init__(self, redis_url: str, look: Look) -> None:
        self._redis_url = redis_url
        self._look = look
        self._watched: dict[UUID, Watched] = {}
        self._due: set[UUID] = set()
        self._asked = asyncio.Event()
        self._ended: Unavailable | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and look until the block ends."""
        tasks = [
            asyncio.create_task(each) for each in (self._listen(), self._remind(), self._see())
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    @contextmanager
    def on(self, job_id: UUID) -> Iterator[Watched]:
        """Watch a job within the block, from a look that begins after this."""
        watched = self._watched.setdefault(job_id, Watched())
        watched.readers += 1
        self._ask([job_id])
        if self._ended:
            watched.tell(self._ended)
        try:
            yield watched
        finally:
            watched.readers -= 1
            if not watched.readers:
                del self._watched[job_id]

    def end(self) -> None:
        """Have all who wait leave with Unavailable, and all who come."""
        self._ended = Unavailable(ENDED)
        for watched in self._watched.values():
            watched.tell(self._ended)

    async def mark(self, job_id: UUID) -> Mark:
        """Return how far a job's log has come; raise UnknownJob or Unavailable."""
        with self.on(job_id) as watched:
            return await watched.beyond(ANY)

    async def beyond(self, job_id: UUID, since: int, *, seconds: float) -> Mark:
        """Wait so long for a version beyond `since` or for the job's end; return the newest known.

        Raises UnknownJob, or Unavailable where nothing is known and the database is away.
        """
        with self.on(job_id) as watched:
            await watched.beyond(ANY)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await watched.beyond(since)
            return await watched.beyond(ANY)

    def _ask(self, job_ids: Iterable[UUID]) -> None:
        self._due.update(self._watched.keys() & job_ids)
        if self._due:
            self._asked.set()

    async def _listen(self) -> None:
        async for job_ids in changes(self._redis_url):
            self._ask(self._watched if job_ids is None else job_ids)

    async def _remind(self) -> None:
        while True:
            await asyncio.sleep(CALM_SECONDS)
            self._ask(self._watched)

    async def _see(self) -> None:
        while True:
            await self._asked.wait()
            self._asked.clear()
            due, self._due = self._due, set()
            try:
                self._tell(due, await asyncio.to_thread(self._look, due))
            except LehrError as error:
                self._fail(due, error)
            except Exception:
                log.exception("a look failed, to be tried again")
            await asyncio.sleep(BREATH_SECONDS)

    def _tell(self, job_ids: Iterable[UUID], marks: Mapping[UUID, Mark]) -> None:
        for job_id in self._watched.keys() & job_ids:
            known = self._ended or marks.get(job_id) or UnknownJob(f"no job has the id {job_id}")
            self._watched[job_id].tell(known)

    def _fail(self, job_ids: Iterable[UUID], error: LehrError) -> None:
        log.warning("watched jobs cannot be looked at: %s", error)
        for job_id in self._watched.keys() & job_ids:
            self._watched[job_id].fail(error)
