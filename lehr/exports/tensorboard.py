"""Histories as TensorBoard's event files: a ZIP archive with a directory for each run."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import accumulate, pairwise
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tensorboardX.proto.event_pb2 import Event
from tensorboardX.proto.summary_pb2 import Summary

from lehr.experiments.reading import Traced
from lehr.experiments.table import Contents, Part
from lehr.plots.labels import configuration

from .outlet import Outlet
from .records import framed

OUTSIDE_NAMES: Final = re.compile(r"[^\w.,=+-]+")


def written(contents: Contents, parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the pieces of an archive; a step is an epoch, and all is said at the job's time."""
    outlet, time = Outlet(), contents.job.created_at
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for part in parts:
            for number, (run, file) in enumerate(_files(part, time), part.first):
                place = f"{_directory(number, run)}/events.out.tfevents.{time.timestamp():.0f}.lehr"
                archive.writestr(ZipInfo(place, time.timetuple()[:6]), file, ZIP_DEFLATED)
                yield outlet.taken()
    yield outlet.taken()


def _directory(number: int, run: Traced) -> str:
    """Return what TensorBoard is to call a run."""
    name = f"{number:04d}-{configuration(run.parameters)}-seed={run.seed}"
    return OUTSIDE_NAMES.sub("-", name)


def _files(part: Part, time: datetime) -> Iterator[tuple[Traced, bytes]]:
    """Yield what each run's file holds."""
    opening = Event(wall_time=time.timestamp(), file_version="brain.Event:2").SerializeToString()
    records = [opening, *_events(part, time)]
    first, *frames = framed(records)
    ends = accumulate(part.columns.lengths.tolist(), initial=0)
    for run, (begin, end) in zip(part.runs, pairwise(ends), strict=True):
        yield run, b"".join([first, *frames[begin:end]])


def _events(part: Part, time: datetime) -> Iterator[bytes]:
    """Yield an event for each row: one is made, and written again with other values."""
    epochs, *columns = (column.tolist() for column in part.columns.values.values())
    _, *names = part.columns.values
    event = Event(wall_time=time.timestamp())
    event.summary.value.extend(Summary.Value(tag=name) for name in names)
    for epoch, *values in zip(epochs, *columns, strict=True):
        event.step = int(epoch)
        for scalar, value in zip(event.summary.value, values, strict=True):
            scalar.simple_value = value
        yield event.SerializeToString()
