"""Take deliveries out of the outbox and to their receivers, again and again."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Thread
from typing import Final, TypeVar

from typing_extensions import override

from lehr.delivery.post import Post
from lehr.delivery.records import Parcel
from lehr.outbox import Outbox

AT_ONCE: Final = 16
"""Deliveries that one process has under way, each to another webhook."""
THREADS: Final = 2 * AT_ONCE
"""For looking up names and for transactions: the one may hang, and must not stop the other."""
TIDY_SECONDS: Final = 3600
"""How often the log is freed of what is old."""

Done = TypeVar("Done")

log = logging.getLogger(__name__)


class Courier(Thread):
    """A thread that every API process runs; the database gives each delivery to one of them.

    It has an event loop of its own, so that slow receivers cost a connection each and no thread.
    """

    def __init__(self, outbox: Outbox, post: Post, *, seconds: float) -> None:
        super().__init__(name="courier", daemon=True)
        self._outbox = outbox
        self._post = post
        self._seconds = seconds
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._loop = self._runner.get_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(THREADS, "courier"))
        self._stopped = asyncio.Event()
        self._free = asyncio.Event()
        """Set where a webhook that was held may have more to be delivered."""

    @override
    def run(self) -> None:
        """Deliver until stopped; a database that is away is met again at the next turn."""
        with self._runner:
            self._runner.run(self._until_stopped())

    def stop(self) -> None:
        """Break off what is under way, for another sender to make anew, and end."""
        self._loop.call_soon_threadsafe(self._stopped.set)
        self.join()

    async def _until_stopped(self) -> None:
        working = [asyncio.create_task(self._work()), asyncio.create_task(self._tidy())]
        await self._stopped.wait()
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    async def _work(self) -> None:
        slots = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as under_way:
            while True:
                await slots.acquire()
                parcel = await self._tried(self._outbox.claim)
                if parcel is None:
                    slots.release()
                    await self._rest()
                else:
                    delivery = under_way.create_task(self._deliver(parcel))
                    delivery.add_done_callback(lambda _: slots.release())

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):  # wait_for may lose a cancellation
                await self._free.wait()
        self._free.clear()

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            receipt = await self._post.send(parcel)
        except asyncio.CancelledError:
            await self._tried(lambda: self._outbox.give_back(parcel))
            raise
        await self._tried(lambda: self._outbox.record(parcel, receipt))
        self._free.set()

    async def _tidy(self) -> None:
        while True:
            await self._tried(self._outbox.forget)
            await asyncio.sleep(TIDY_SECONDS)

    @staticmethod
    async def _tried(act: Callable[[], Done]) -> Done | None:
        try:
            return await asyncio.to_thread(act)
        except Exception:
            log.exception("the outbox failed, to be tried again")
            return None
