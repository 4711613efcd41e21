"""What the broker's channel says of jobs that have changed."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from uuid import UUID

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from lehr.bell import CHANGES, PATIENCE_SECONDS, announced

DEAF_SECONDS = 0.5
"""How often a broker that is away is called again."""

log = logging.getLogger(__name__)


async def changes(redis_url: str) -> AsyncGenerator[list[UUID] | None]:
    """Yield the jobs of each announcement, and None whenever others may have changed unheard.

    That is after every connecting, and every `DEAF_SECONDS` while the broker is away.
    """
    hears = True
    while True:
        try:
            async for heard in _subscription(redis_url):
                hears = True
                yield heard
        except (RedisError, OSError, ValueError) as error:
            if hears:
                log.warning("announcements are not heard, the database is asked: %s", error)
            hears = False
        yield None
        await asyncio.sleep(DEAF_SECONDS)


async def _subscription(redis_url: str) -> AsyncIterator[list[UUID] | None]:
    redis = Redis.from_url(
        redis_url,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=None,  # nothing may change for hours
        retry=Retry(NoBackoff(), 0),  # else it would reconnect without a word
    )
    async with redis, redis.pubsub() as channel:
        await channel.subscribe(CHANGES)
        async for message in channel.listen():
            yield announced(message["data"]) if message["type"] == "message" else None
