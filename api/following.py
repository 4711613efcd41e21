"""Answers to clients who follow a job: at once, or when there is something new."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from typing import Final
from uuid import UUID

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from lehr.errors import LehrError
from lehr.events import Events
from lehr.jobs import Jobs
from lehr.watch import Watch, Watched

from .answers import showing, shown, weak
from .departure import unless_gone
from .negotiation import EVENT_STREAM, JSON, has, media_type, unchanged
from .queries import EventsQuery, JobQuery
from .server_sent import HEADERS, PING, Chunk, chunk, opening
from .shared_reads import SharedReads

PING_SECONDS: Final = 15
"""Proxies cut connections on which nothing is said, few of them as soon as this."""
EVENTS_AT_ONCE: Final = 500


class Following:
    """Holds no thread and no database session for a client who waits."""

    ping_seconds: float = PING_SECONDS

    def __init__(self, jobs: Jobs, events: Events, watch: Watch, reads: SharedReads) -> None:
        self._jobs = jobs
        self._events = events
        self._watch = watch
        self._reads = reads

    async def job(self, request: Request, job_id: UUID, query: JobQuery) -> Response:
        """Answer with a job; where the client waits, once it is beyond `since` or finished."""
        if not query.wait:
            return await run_in_threadpool(shown, request, self._jobs, job_id)
        beyond = self._watch.beyond(job_id, query.since, seconds=query.wait)
        version = (await unless_gone(request, beyond)).version
        etag = weak(str(version))
        if has(request, etag):
            return unchanged(etag)
        return await self._reads.get((job_id, version), partial(self._shown, job_id))

    async def log(self, request: Request, job_id: UUID, query: EventsQuery) -> Response:
        """Answer with a page of a job's events, or with a stream of all up to the final one."""
        if media_type(request, (JSON, EVENT_STREAM)) == JSON:
            return await run_in_threadpool(self._page, job_id, query)
        await self._watch.mark(job_id)
        return StreamingResponse(self._stream(job_id, query.after), 200, HEADERS, EVENT_STREAM)

    def dismiss(self) -> None:
        """Have all who wait leave: long polls with 503, streams at their present end."""
        self._watch.end()

    def _shown(self, job_id: UUID) -> Response:
        return showing(self._jobs.get(job_id))

    def _page(self, job_id: UUID, query: EventsQuery) -> Response:
        page = self._events.page(job_id, after=query.after, limit=query.limit)
        return Response(page.model_dump_json(), headers={"Vary": "Accept"}, media_type=JSON)

    async def _stream(self, job_id: UUID, after: int) -> AsyncIterator[bytes]:
        """Yield events as they come; a stream that cannot go on ends, for its client to return."""
        yield opening()
        with suppress(LehrError), self._watch.on(job_id) as watched:
            while told := await self._next(watched, job_id, after):
                yield told.text
                after = told.last

    async def _next(self, watched: Watched, job_id: UUID, after: int) -> Chunk | None:
        """Return what follows, a sign of life where that is nothing for long, None at the end."""
        try:
            async with asyncio.timeout(self.ping_seconds):
                mark = await watched.beyond(after)
        except TimeoutError:
            return Chunk(PING, after)
        if mark.version <= after:
            return None
        return await self._reads.get((job_id, after, mark), partial(self._chunk, job_id, after))

    def _chunk(self, job_id: UUID, after: int) -> Chunk:
        return chunk(self._events.page(job_id, after=after, limit=EVENTS_AT_ONCE))
