"""Waiting for what is next: a job's states, and its events by whatever way they come."""

import json
from time import monotonic
from typing import Final

from .asking import Asking
from .exchange import Call, Feed, Line, Listen, Lost, Pause, Request, Told, may_pass, settled
from .reading import Document, document, media_type, numbered
from .results import Event

FINISHED: Final = frozenset({"succeeded", "failed", "cancelled"})
FINAL_EVENTS: Final = frozenset(f"job.{status}" for status in FINISHED)
EVENT_STREAM: Final = "text/event-stream"

LONG_POLL: Final = 25
"""Seconds for which an answer may be held back: less than proxies take for silence."""
SILENCE: Final = 20
"""Seconds without a word, of which Lehr says one every 15, after which a stream is given up."""
POLL: Final = 1
"""Seconds between polls, and before a stream that was cut is opened again."""


def newer(asking: Asking, path: str, version: int, seconds: float = LONG_POLL) -> Call[Document]:
    """Return a job once it is beyond a version, or as it is after so many seconds.

    Where a request may not wait as long, because a proxy cuts it, the job is asked for at once.
    """
    params = {"wait": seconds, "since": version}
    outcome = yield Request("GET", path, params, waits=seconds)
    if not may_pass(outcome):
        return dict(numbered(document(settled(outcome))))
    yield Pause(min(POLL, seconds))
    return (yield from asking.patiently.get(path))


def states(
    asking: Asking, path: str, state: Document, timeout: float | None
) -> Feed[Document, None]:
    """Tell every later state of a job that is seen, up to the one in which it is finished.

    Raises TimeoutError after `timeout` seconds.
    """
    begin = monotonic()
    while state["status"] not in FINISHED:
        left = LONG_POLL if timeout is None else begin + timeout - monotonic()
        if left <= 0:
            raise TimeoutError(f"job {state['id']} is {state['status']} after {timeout:g} s")
        later = yield from newer(asking, path, state["version"], min(left, LONG_POLL))
        if later["version"] > state["version"]:
            yield Told(later)
        state = later


def events(asking: Asking, path: str, after: int) -> Feed[Event, None]:
    """Tell a job's events beyond a number, each once and in order, up to the final one.

    They come by event stream as long as streams bring any, then in pages, for which they wait.
    """
    reached = yield from _streamed(path, after)
    while reached is not None:
        reached = yield from _paged(asking.patiently, path, reached)


def _streamed(path: str, after: int) -> Feed[Event, int | None]:
    """Return the last number where streams bring no more, None where that is the final event's."""
    while (reached := (yield from _of_one_stream(path, after))) not in {after, None}:
        yield Pause(POLL)
        after = reached
    return reached


def _of_one_stream(path: str, after: int) -> Feed[Event, int | None]:
    headers = {"Accept": EVENT_STREAM, "Last-Event-ID": str(after)}
    opened = yield Listen(Request("GET", f"{path}/events", headers=headers, waits=SILENCE))
    if isinstance(opened, Lost) or media_type(opened) != EVENT_STREAM:
        return after
    while (event := (yield from _next_event())) and event.seq == after + 1:
        yield Told(event)
        if event.type in FINAL_EVENTS:
            return None
        after = event.seq
    return after


def _next_event() -> Call[Event | None]:
    """Return the next event of a stream; None where it ends or breaks off."""
    data = ""
    while isinstance(line := (yield Line()), str):
        if line.startswith("data:"):
            data += line.removeprefix("data:")
        elif data and not line:
            return Event.of(numbered(json.loads(data)))
    return None


def _paged(asking: Asking, path: str, after: int) -> Feed[Event, int | None]:
    """Tell a page of events; where there is none yet, wait for what is to come."""
    page = yield from asking.get(f"{path}/events", after=after)
    for event in map(Event.of, page["events"]):
        yield Told(event)
        after = event.seq
        if event.type in FINAL_EVENTS:
            return None
    if page["events"]:
        return after
    state = yield from newer(asking, path, after)
    return None if state["status"] in FINISHED and state["version"] <= after else after
