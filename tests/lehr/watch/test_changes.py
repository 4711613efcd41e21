"""What the bell announces is heard, and what may not have been heard is told as well."""

import asyncio
import logging
from time import monotonic
from uuid import uuid4

import pytest

from lehr.bell import Bell
from lehr.watch.changes import DEAF_SECONDS, changes

AWAY = "unix:///nowhere/valkey.sock"


def test_the_jobs_of_an_announcement_are_heard(redis_url: str, bell: Bell) -> None:
    changed = [uuid4(), uuid4()]

    async def hear() -> None:
        heard = changes(redis_url)
        assert await anext(heard) is None  # others may have changed before
        await asyncio.to_thread(bell.announce, changed)
        assert await anext(heard) == changed
        await heard.aclose()

    asyncio.run(hear())


def test_while_the_broker_is_away_any_job_may_have_changed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def hear() -> None:
        heard = changes(AWAY)
        assert [await anext(heard) for _ in range(3)] == [None] * 3
        await heard.aclose()

    began = monotonic()
    with caplog.at_level(logging.WARNING):
        asyncio.run(hear())
    assert monotonic() - began >= 2 * DEAF_SECONDS
    assert caplog.text.count("announcements are not heard") == 1
