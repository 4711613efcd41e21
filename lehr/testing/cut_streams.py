"""Streams of events whose connections are cut again and again, and that come back."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import perf_counter

CHANGE_SECONDS = 0.02
PATIENCE_SECONDS = 60
"""In which every stream must have caught up."""


class Follower:
    """Reads a job's events; whenever it is cut off it asks for those behind the last it heard."""

    def __init__(self, port: int, path: str) -> None:
        self.heard: list[int] = []
        self._port = port
        self._path = path
        self._writer: asyncio.StreamWriter | None = None
        self._told = asyncio.Event()

    async def follow(self) -> None:
        """Read until cancelled."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._read()

    async def caught_up(self, last: int) -> None:
        """Wait until this event, or a later one, has been heard."""
        while self.heard[-1:] < [last]:
            await self._told.wait()
            self._told.clear()

    def cut(self) -> None:
        """Break the connection off, whatever is on its way."""
        if self._writer is not None:
            self._writer.transport.abort()

    async def _read(self) -> None:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            self._writer.write(self._request())
            await self._hear(reader)
        finally:
            self.cut()

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        await reader.readuntil(b"\r\n\r\n")
        event = None
        while line := await reader.readline():
            if line.startswith(b"id: "):
                event = int(line[4:])
            elif line == b"\n" and event is not None:  # else it was cut off within the event
                self.heard.append(event)
                self._told.set()
                event = None

    def _request(self) -> bytes:
        last = f"Last-Event-ID: {self.heard[-1]}\r\n" if self.heard else ""
        asked = f"GET {self._path}/events HTTP/1.1\r\nHost: localhost\r\n"
        return f"{asked}Accept: text/event-stream\r\n{last}\r\n".encode()


async def cut_again_and_again(
    followers: Sequence[Follower], change: Callable[[], int], *, cuts: int, pause: float
) -> int:
    """Cut all connections every `pause` seconds while the job changes; return its last event.

    `change` makes an event and returns its number. Every follower has heard the last one then, or
    this raises TimeoutError.
    """
    following = [asyncio.create_task(each.follow()) for each in followers]
    for _ in range(cuts):
        await _changing(change, pause)
        for each in followers:
            each.cut()
    last = await asyncio.to_thread(change)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*[each.caught_up(last) for each in followers])
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    return last


async def _changing(change: Callable[[], int], seconds: float) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        await asyncio.to_thread(change)
        await asyncio.sleep(CHANGE_SECONDS)
