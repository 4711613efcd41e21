"""Clients that wait: each notes when it heard of which version."""

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import TypeAlias

Heard: TypeAlias = Callable[[int, float], None]
"""Is told a version, and the time at which a client heard of it."""


async def poll(port: int, path: str, since: int, heard: Heard) -> None:
    """Wait for one version after another, each time asked for as soon as the last has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        writer.write(_request(f"{path}?wait=60&since={since}"))
        head = await reader.readuntil(b"\r\n\r\n")
        at = perf_counter()
        await reader.readexactly(int(_header(head, b"content-length: ")))
        since = int(_header(head, b'etag: w/"').rstrip(b'"'))
        heard(since, at)


async def stream(port: int, path: str, heard: Heard) -> None:
    """Read events as they come; none may be missing or come twice."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_request(f"{path}/events", b"Accept: text/event-stream\r\n"))
    await reader.readuntil(b"\r\n\r\n")
    expected = 1
    while line := await reader.readline():
        if line.startswith(b"id: "):
            heard(expected, perf_counter())
            if int(line[4:]) != expected:
                raise RuntimeError(f"event {expected} was expected, {int(line[4:])} came")
            expected += 1


def _request(path: str, headers: bytes = b"") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode() + headers + b"\r\n"


def _header(head: bytes, name: bytes) -> bytes:
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(head.decode())
    _, _, after = head.lower().partition(b"\r\n" + name)
    return after.split(b"\r\n", 1)[0]
