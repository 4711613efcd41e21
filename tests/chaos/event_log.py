"""Follows a job's log event by event, as a client who reads it would."""

from collections import defaultdict
from collections.abc import Iterator

from .observed import Event, Job
from .violations import Violation, Wrong

ENDS = ("succeeded", "failed", "cancelled")
RUN_ENDS = {f"run.{end}" for end in ENDS}
JOB_ENDS = {f"job.{end}" for end in ENDS}


class Attempts:
    """The attempts of one run, as its events tell of them.

    A write that comes when nobody may hold the run, or twice in one attempt, is a zombie's.
    """

    def __init__(self) -> None:
        self._ended = False
        self._trains = False
        self._epochs = 0

    def admits(self, event: Event) -> bool:
        """Tell whether the event may come now, and follow it."""
        admitted = not self._ended and self._fits(event)
        self._follow(event)
        return admitted

    def _fits(self, event: Event) -> bool:
        match event.type:
            case "run.started":
                return not self._trains
            case "run.progress":
                return self._trains and (event.epochs_done or 0) > self._epochs
            case "run.succeeded":
                return self._trains
            case _:
                return True

    def _follow(self, event: Event) -> None:
        self._ended = event.type in RUN_ENDS
        self._trains = event.type in {"run.started", "run.progress"}
        self._epochs = event.epochs_done or 0


def broken_log(job: Job) -> Iterator[Violation]:
    """Yield what is wrong with the log of a job and of its runs."""
    yield from _gaps(job)
    yield from _endings(job)
    attempts: defaultdict[str, Attempts] = defaultdict(Attempts)
    for event in job.events:
        if event.run is not None and not attempts[event.run].admits(event):
            told = f"event {event.seq}: {event.type} of run {event.run}"
            yield Violation(Wrong.ZOMBIE, f"job {job.id}, {told}")


def _gaps(job: Job) -> Iterator[Violation]:
    numbers = [event.seq for event in job.events]
    if numbers != list(range(1, job.version + 1)):
        yield Violation(Wrong.BROKEN_LOG, f"job {job.id}: version {job.version}, events {numbers}")


def _endings(job: Job) -> Iterator[Violation]:
    ends = [event.type for event in job.events if event.type in JOB_ENDS]
    last = [event.type for event in job.events[-1:]]
    if f"job.{job.status}" in JOB_ENDS and not ends == last == [f"job.{job.status}"]:
        told = f"it {job.status}, its log tells of {ends} and ends with {last}"
        yield Violation(Wrong.BROKEN_LOG, f"job {job.id}: {told}")
    for run in job.runs:
        told_ends = [e.type for e in job.events if e.run == run.id and e.type in RUN_ENDS]
        if f"run.{run.status}" in RUN_ENDS and told_ends != [f"run.{run.status}"]:
            told = f"it {run.status}, the log tells of {told_ends}"
            yield Violation(Wrong.BROKEN_LOG, f"run {run.id}: {told}")
