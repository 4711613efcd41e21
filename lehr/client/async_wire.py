"""Calls driven by a task that awaits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import assert_never

import httpx

from .connection import Connection
from .exchange import (
    Call,
    Deed,
    End,
    Feed,
    Item,
    Line,
    Listen,
    Lost,
    Outcome,
    Pause,
    Request,
    Result,
    Told,
    advanced,
)


class AsyncWire:
    """Drives calls and feeds; tasks of one event loop may share one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._http = httpx.AsyncClient(**connection.options())

    async def close(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def run(self, call: Call[Result]) -> Result:
        """Return what a call returns."""
        async with aclosing(_Doing(self._connection, self._http)) as doing:
            step = advanced(call)
            while not isinstance(step, End):
                step = advanced(call, await doing.outcome(step))
            return step.result

    async def each(self, feed: Feed[Item, None]) -> AsyncIterator[Item]:
        """Give what a feed tells."""
        async with aclosing(_Doing(self._connection, self._http)) as doing:
            step = advanced(feed)
            while not isinstance(step, End):
                if isinstance(step, Told):
                    yield step.what
                    step = advanced(feed)
                else:
                    step = advanced(feed, await doing.outcome(step))


class _Doing:
    """Does the deeds of one call; holds the answer that is listened to."""

    def __init__(self, connection: Connection, http: httpx.AsyncClient) -> None:
        self._connection = connection
        self._http = http
        self._heard: httpx.Response | None = None

    async def outcome(self, deed: Deed) -> Outcome:
        match deed:
            case Request():
                return await self._sent(deed, stream=False)
            case Listen(request):
                return await self._listened(request)
            case Line():
                return await self._line()
            case Pause(seconds):
                await asyncio.sleep(seconds)
                return None
            case _:
                assert_never(deed)

    async def aclose(self) -> None:
        if self._heard is not None:
            await self._heard.aclose()

    async def _sent(self, request: Request, *, stream: bool) -> httpx.Response | Lost:
        try:
            asked = self._http.build_request(**self._connection.arguments(request))
            return await self._http.send(asked, stream=stream)
        except httpx.RequestError as error:
            return self._connection.lost(request, error)

    async def _listened(self, request: Request) -> httpx.Response | Lost:
        await self.aclose()
        outcome = await self._sent(request, stream=True)
        if isinstance(outcome, httpx.Response):
            self._heard, self._lines, self._asked = outcome, outcome.aiter_lines(), request
        return outcome

    async def _line(self) -> str | Lost | None:
        try:
            return await anext(self._lines, None)
        except httpx.RequestError as error:
            return self._connection.lost(self._asked, error)
