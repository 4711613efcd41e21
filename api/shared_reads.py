"""Reads that many want at once, made once."""

import asyncio
from asyncio import Future
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from cachetools import TTLCache

THREADS: Final = 2
"""So many database connections serve all who wait, besides the one that looks for changes."""
KEPT_SECONDS: Final = 1
MOST_KEPT: Final = 256

Read = TypeVar("Read")


class SharedReads:
    """Runs reads in threads of its own; within a second the same one is not run again."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "shared-reads")
        self._reads: TTLCache[Hashable, Future[Any]] = TTLCache(MOST_KEPT, KEPT_SECONDS)

    async def get(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """Return what `read` returns, or has returned to another who asked under this key."""
        reading: Future[Read] | None = self._reads.get(key)
        if reading is None:
            reading = asyncio.get_running_loop().run_in_executor(self._threads, read)
            self._reads[key] = reading
        return await asyncio.shield(reading)  # one who leaves does not take it from the others

    def close(self) -> None:
        """Start no further read, and wait for those that run."""
        self._threads.shutdown(cancel_futures=True)
