"""A closed loop of keep-alive connections that each ask again once they are answered."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter

import uvloop

CONNECTIONS = 8


@dataclass
class Load:
    """What one loop has seen."""

    seconds: float = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return len(self.latencies) / self.seconds

    @property
    def p99(self) -> float:
        """Seconds within which 99 of 100 requests were answered."""
        return quantiles(self.latencies, n=100)[98]


def run(port: int, paths: Iterator[str], seconds: float) -> Load:
    """Ask for the next paths for so long, on all connections at once."""
    return uvloop.run(_run(port, map(_request, paths), seconds))


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def _run(port: int, requests: Iterator[bytes], seconds: float) -> Load:
    load, began = Load(), perf_counter()
    asking = [_ask(port, requests, load, began + seconds) for _ in range(CONNECTIONS)]
    await asyncio.gather(*asking)
    load.seconds = perf_counter() - began
    return load


async def _ask(port: int, requests: Iterator[bytes], load: Load, end: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (asked := perf_counter()) < end:
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(_length(head))
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError((head + body).decode())
        load.latencies.append(perf_counter() - asked)
    writer.close()


def _length(head: bytes) -> int:
    _, _, after = head.lower().partition(b"content-length:")
    return int(after.split(b"\r\n", 1)[0])
