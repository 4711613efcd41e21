"""Histories as a faultless Lehr would leave them, for tests to break."""

from dataclasses import replace
from typing import Any

from tests.chaos.observed import Event, Job, Request, Run, Told

BODY = {"epochs": 3, "seed": 7, "schedule": {"kind": "constant"}}
RUN = Run("run", "succeeded", "{}", 7, "weights", rows=3, epochs=3, last=3, history="rows")
TYPES = ("job.queued", "job.started", "run.started", "run.progress", "run.succeeded")


def told(**bodies: dict[str, Any]) -> Told:
    """Return a client's log with one accepted job, `job-<number>`, a request."""
    requests = {number: Request(body) for number, body in (bodies or {"1": BODY}).items()}
    return Told(requests, {f"job-{number}": number for number in requests})


def job(number: str = "1", run: Run = RUN) -> Job:
    """Return the job of a request, trained without a fault."""
    named = replace(run, id=f"run-{number}")
    types = [*TYPES, "job.succeeded"]
    return Job(f"job-{number}", number, "succeeded", 6, [named], log(types, named.id))


def log(types: list[str], run: str = "run-1", epochs: tuple[int, ...] = (3,)) -> list[Event]:
    """Return events of these types, in order; each progress tells of the next of `epochs`."""
    done = iter(epochs)
    return [
        Event(
            seq,
            float(seq),
            kind,
            run if kind.startswith("run.") else None,
            next(done) if kind == "run.progress" else None,
        )
        for seq, kind in enumerate(types, 1)
    ]
