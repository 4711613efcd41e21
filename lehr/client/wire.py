"""Calls driven by a thread that blocks."""

import time
from collections.abc import Iterator
from contextlib import closing
from typing import assert_never
from weakref import finalize

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


class Wire:
    """Drives calls and feeds; threads may share one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._http = httpx.Client(**connection.options())
        self.close = finalize(self, self._http.close)
        """Closes all connections, at the latest when nobody has the client any more."""

    def run(self, call: Call[Result]) -> Result:
        """Return what a call returns."""
        with closing(_Doing(self._connection, self._http)) as doing:
            step = advanced(call)
            while not isinstance(step, End):
                step = advanced(call, doing.outcome(step))
            return step.result

    def each(self, feed: Feed[Item, None]) -> Iterator[Item]:
        """Give what a feed tells."""
        with closing(_Doing(self._connection, self._http)) as doing:
            step = advanced(feed)
            while not isinstance(step, End):
                if isinstance(step, Told):
                    yield step.what
                    step = advanced(feed)
                else:
                    step = advanced(feed, doing.outcome(step))


class _Doing:
    """Does the deeds of one call; holds the answer that is listened to."""

    def __init__(self, connection: Connection, http: httpx.Client) -> None:
        self._connection = connection
        self._http = http
        self._heard: httpx.Response | None = None

    def outcome(self, deed: Deed) -> Outcome:
        match deed:
            case Request():
                return self._sent(deed, stream=False)
            case Listen(request):
                return self._listened(request)
            case Line():
                return self._line()
            case Pause(seconds):
                time.sleep(seconds)
                return None
            case _:
                assert_never(deed)

    def close(self) -> None:
        if self._heard is not None:
            self._heard.close()

    def _sent(self, request: Request, *, stream: bool) -> httpx.Response | Lost:
        try:
            asked = self._http.build_request(**self._connection.arguments(request))
            return self._http.send(asked, stream=stream)
        except httpx.RequestError as error:
            return self._connection.lost(request, error)

    def _listened(self, request: Request) -> httpx.Response | Lost:
        self.close()
        outcome = self._sent(request, stream=True)
        if isinstance(outcome, httpx.Response):
            self._heard, self._lines, self._asked = outcome, outcome.iter_lines(), request
        return outcome

    def _line(self) -> str | Lost | None:
        try:
            return next(self._lines, None)
        except httpx.RequestError as error:
            return self._connection.lost(self._asked, error)
