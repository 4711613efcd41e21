"""Clients who follow a job hear something from time to time."""

import asyncio
from typing import Any
from uuid import UUID

from api.following import Following
from api.server_sent import PING
from api.shared_reads import SharedReads
from lehr.events import Events
from lehr.jobs import Jobs
from lehr.store.engine import Sessions
from lehr.watch import Watch


def test_a_quiet_stream_shows_that_it_lives(
    redis_url: str, sessions: Sessions, jobs: Jobs, submitted: dict[str, Any]
) -> None:
    events, reads = Events(sessions), SharedReads()
    watch = Watch(redis_url, events.marks)
    quiet = Following(jobs, events, watch, reads)
    quiet.ping_seconds = 0.05

    async def listen() -> list[bytes]:
        async with watch.running():
            stream = quiet._stream(UUID(submitted["id"]), after=1)
            return [await anext(stream) for _ in range(3)]

    opening, *pings = asyncio.run(listen())
    assert opening.startswith(b"retry: ")
    assert pings == [PING] * 2
    reads.close()
