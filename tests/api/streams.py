"""A job's stream of events as a client reads it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

ACCEPT = {"Accept": "text/event-stream"}

Event = dict[str, Any]


@contextmanager
def following(
    client: httpx.Client, path: str, last: int | None = None
) -> Iterator[Iterator[Event]]:
    """Open a stream, perhaps behind the last event of another one, and give its events."""
    headers = ACCEPT if last is None else ACCEPT | {"Last-Event-ID": str(last)}
    with client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield read(answer.iter_lines())


def read(lines: Iterable[str]) -> Iterator[Event]:
    """Take a stream apart: what a client knows of an event must be what its data say."""
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "data" in fields:
            event = json.loads(fields["data"])
            assert (fields["id"], fields["event"]) == (str(event["seq"]), event["type"])
            yield event
        fields = fields if line else {}
