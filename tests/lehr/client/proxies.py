"""What may stand between a client and Lehr, as ASGI middleware."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

STREAM = "text/event-stream"


@dataclass
class Proxy:
    """Passes every request on, and keeps their forms in order."""

    app: ASGIApp
    asked: list[str] = field(default_factory=list)
    """Of requests about a job: `stream`, `events`, `wait` or `job`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = _form(scope)
        self.asked.append(asked)
        await self.passing(asked)(scope, receive, send)

    def passing(self, _: str) -> ASGIApp:
        """Return what answers a request of some form."""
        return self.app


@dataclass
class Refusing(Proxy):
    """Answers requests of some forms with a page of its own."""

    forms: Sequence[str] = ()

    @override
    def passing(self, asked: str) -> ASGIApp:
        return PlainTextResponse("no time for that", 504) if asked in self.forms else self.app


@dataclass
class Cutting(Proxy):
    """Cuts every stream in the middle of an event, behind the one before."""

    @override
    def passing(self, asked: str) -> ASGIApp:
        return self._cut if asked == "stream" else self.app

    async def _cut(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def cut(message: Message) -> None:
            first, separator, rest = message.get("body", b"").partition(b"\n\n")
            if b"data:" not in first:
                await send(message)
            else:
                await send({**message, "body": first + separator + rest[: len(rest) // 2]})
                raise ConnectionAbortedError

        await self.app(scope, receive, cut)


def _form(scope: Scope) -> str:
    if STREAM in Headers(scope=scope).get("accept", ""):
        return "stream"
    if scope["path"].endswith("/events"):
        return "events"
    return "wait" if "wait" in parse_qs(scope["query_string"].decode()) else "job"
