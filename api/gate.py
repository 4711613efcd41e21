"""What every request passes before a route sees it: host, key, media type, size."""

import asyncio
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from hmac import compare_digest

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lehr.errors import (
    BadRequest,
    BodyTooLarge,
    MisdirectedHost,
    RequestTimeout,
    Unauthorized,
    UnsupportedMediaType,
)
from lehr.settings import LOOPBACK_NAMES, Settings

MAX_BODY = 1024 * 1024
DRAINED_BODY = 32 * MAX_BODY
"""So much of a body that is too large is read and dropped, so that its sender hears the answer."""
BODY_SECONDS = 30
HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]+))(?::\d+)?", re.IGNORECASE)
"""A name or an address, an IPv6 one in brackets, and perhaps a port."""
OPEN_PATHS = frozenset({"/health/live", "/health/ready"})
PAGE = re.compile("/|/page/.*")
"""The page holds nothing but itself; it asks its user for the key."""
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="lehr"'}

Check = Callable[[Scope, Headers], None]


class Gate:
    """ASGI middleware that raises what is wrong with a request, and reads its body in time."""

    def __init__(
        self, app: ASGIApp, *, checks: Sequence[Check], body_seconds: float = BODY_SECONDS
    ) -> None:
        self._app = app
        self._checks = checks
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass that breaks no rule."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            for check in self._checks:
                check(scope, headers)
            receive = _replay(await _body(receive, self._body_seconds), receive)
        await self._app(scope, receive, send)


def checks(settings: Settings) -> Sequence[Check]:
    """Return what the settings demand of every request."""
    return [host_check(settings), key_check(settings.key_digests), media_type_check]


def host_check(settings: Settings) -> Check:
    """Refuse names that the service does not go by: no web page reaches it by rebinding one.

    Behind a wildcard address any name may be right unless some are set; a key is required there.
    """
    names = LOOPBACK_NAMES | {settings.host.lower()} | settings.further_hosts
    anything = settings.is_wildcard and not settings.further_hosts

    def check(_: Scope, headers: Headers) -> None:
        host = headers.get("host", "")
        if not anything and _name(host) not in names:
            raise MisdirectedHost(f"this service is not known as {host[:80]!r}")

    return check


def key_check(digests: frozenset[str]) -> Check:
    """Want one of the keys, where there are any, of all but the health routes and the page."""

    def check(scope: Scope, headers: Headers) -> None:
        if not digests or scope["path"] in OPEN_PATHS or PAGE.fullmatch(scope["path"]):
            return
        scheme, _, key = headers.get("authorization", "").partition(" ")
        presented = sha256(key.strip().encode("latin-1")).hexdigest()
        known = [compare_digest(presented, digest) for digest in digests]
        if scheme.lower() != "bearer" or not any(known):
            raise Unauthorized("send `Authorization: Bearer <key>` with a known key", CHALLENGE)
        scope.setdefault("state", {})["caller"] = presented

    return check


def media_type_check(_: Scope, headers: Headers) -> None:
    """Want JSON, and not compressed, of every request that has a body."""
    if headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers:
        return
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        received = media_type[:80] or "no Content-Type"
        raise UnsupportedMediaType(f"the body must be application/json; received {received}")
    if coding := headers.get("content-encoding"):
        raise UnsupportedMediaType(f"the body must not be compressed; received {coding[:80]}")


async def _body(receive: Receive, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            body, length = await _read(receive)
    except TimeoutError as error:
        detail = f"the body must arrive within {seconds:g} s"
        raise RequestTimeout(detail, {"Connection": "close"}) from error
    if length > MAX_BODY:
        raise BodyTooLarge(f"a body may have at most {MAX_BODY} bytes; received at least {length}")
    return body


async def _read(receive: Receive) -> tuple[bytes, int]:
    """Return the body, of one too large the beginning, and how many bytes have come."""
    body, length, more = bytearray(), 0, True
    while more and length <= DRAINED_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("the client left before the end of its body")
        chunk, more = message.get("body", b""), message.get("more_body", False)
        length += len(chunk)
        body += chunk if length <= MAX_BODY else b""
    return bytes(body), length


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _name(host: str) -> str:
    parts = HOST.fullmatch(host)
    return (parts[1] or parts[2]).lower() if parts else ""
