"""Events as `lehr events` writes them."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import typer

from lehr.client import Event, Job

from .terminal import printable
from .watching import detaching


def told(job: Job, *, after: int, follow: bool, as_json: bool) -> None:
    """Write events beyond a number: those that there are, or all to the job's end."""
    with detaching(job):
        for event in job.stream(after) if follow else _so_far(job, after):
            typer.echo(_document(event) if as_json else printable(_line(event)))
            sys.stdout.flush()


def _so_far(job: Job, after: int) -> Iterator[Event]:
    last: int = job.state["version"]
    if after >= last:
        return
    for event in job.stream(after):
        yield event
        if event.seq >= last:
            return


def _document(event: Event) -> str:
    return json.dumps(asdict(event) | {"at": event.at.isoformat()})


def _line(event: Event) -> str:
    data = " ".join(f"{name}={value}" for name, value in event.data.items())
    time = f"{event.at.astimezone():%H:%M:%S}"
    return f"{event.seq:>5}  {time}  {event.type}  {event.run or ''}  {data}".rstrip()
