"""Events as `text/event-stream` has them: WHATWG HTML, 9.2, server-sent events."""

from secrets import randbelow
from typing import Final, NamedTuple

from lehr.experiments.events import Event, EventPage

HEADERS: Final = {"Vary": "Accept", "X-Accel-Buffering": "no"}
"""The last has proxies of nginx's kind pass every event on at once."""
PING: Final = b": ping\n\n"
RETRY_MILLISECONDS: Final = 1000


class Chunk(NamedTuple):
    """A piece of a stream, and the number of the last event up to its end."""

    text: bytes
    last: int


def opening() -> bytes:
    """Say how soon to come again when the stream is cut: not all clients at the same moment."""
    return f"retry: {RETRY_MILLISECONDS + randbelow(RETRY_MILLISECONDS)}\n\n".encode()


def chunk(page: EventPage) -> Chunk:
    """Write events, of which there is at least one."""
    return Chunk("".join(map(_written, page.events)).encode(), page.events[-1].seq)


def _written(event: Event) -> str:
    return f"id: {event.seq}\nevent: {event.type}\ndata: {event.model_dump_json()}\n\n"
