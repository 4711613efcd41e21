"""One HTTP request to one address, and the beginning of its answer.

Nothing is followed, decoded, reused, or read from the environment: a redirect is an answer like any
other, and no proxy is asked.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from ssl import SSLContext
from typing import Final, TypeAlias

import h11
from pydantic import AnyUrl

from .addresses import Address
from .border import bare_host

CONNECT_SECONDS: Final = 5
"""After which the next address is tried."""
LONGEST_ANSWER: Final = 4096
"""So many bytes of an answer's body are read, and no more."""
READ_BYTES: Final = 4096

Headers: TypeAlias = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What a receiver has said."""

    status: int
    retry_after: str | None
    body: bytes
    """Its first bytes."""


async def exchange(
    addresses: Sequence[Address], url: AnyUrl, headers: Headers, body: bytes, tls: SSLContext
) -> Answer:
    """POST to `url` at the first of `addresses` that can be reached.

    The host is named in TLS and in the request alone. Raises OSError where no connection comes
    about or a certificate is not the host's, and h11.RemoteProtocolError for an answer that is not
    HTTP.
    """
    reader, writer = await _connected(addresses, url, tls)
    try:
        connection = h11.Connection(h11.CLIENT)
        writer.write(_request(connection, url, headers, body))
        return await _answer(connection, reader)
    finally:
        writer.transport.abort()


async def _connected(
    addresses: Sequence[Address], url: AnyUrl, tls: SSLContext
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    secured = url.scheme == "https"
    failure = OSError("there is no address to connect to")
    for address in addresses:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                return await asyncio.open_connection(
                    str(address),
                    url.port,
                    ssl=tls if secured else None,
                    server_hostname=bare_host(url) if secured else None,
                )
        except TimeoutError:
            failure = OSError(f"{address} must take a connection within {CONNECT_SECONDS} s")
        except OSError as error:
            failure = error
    raise failure


def _request(connection: h11.Connection, url: AnyUrl, headers: Headers, body: bytes) -> bytes:
    target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
    framing = [("Host", _authority(url)), ("Content-Length", str(len(body)))]
    request = h11.Request(
        method="POST", target=target, headers=[*framing, ("Connection", "close"), *headers]
    )
    parts = (request, h11.Data(data=body), h11.EndOfMessage())
    return b"".join(connection.send(part) or b"" for part in parts)


def _authority(url: AnyUrl) -> str:
    usual = {"http": 80, "https": 443}[url.scheme]
    return f"{url.host}" if url.port == usual else f"{url.host}:{url.port}"


async def _answer(connection: h11.Connection, reader: asyncio.StreamReader) -> Answer:
    while not isinstance(head := await _event(connection, reader), h11.Response):
        continue  # with what informs beforehand
    said = {name: value.decode("latin-1") for name, value in head.headers}
    return Answer(head.status_code, said.get(b"retry-after"), await _body(connection, reader))


async def _body(connection: h11.Connection, reader: asyncio.StreamReader) -> bytes:
    body = b""
    while len(body) < LONGEST_ANSWER:
        piece = await _event(connection, reader)
        if not isinstance(piece, h11.Data):
            break
        body += piece.data
    return body[:LONGEST_ANSWER]


async def _event(connection: h11.Connection, reader: asyncio.StreamReader) -> object:
    while (event := connection.next_event()) is h11.NEED_DATA:
        connection.receive_data(await reader.read(READ_BYTES))
    return event
