"""The table that a round of faults ends with."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .breaches import Breach, Wrong
from .observed import Event, Job, lines

SETTLED = {"run.progress", "run.succeeded", "run.failed", "run.cancelled"}
IDS = ("held", "warm", "spared")
SHOWN = 20
"""Violations told in full."""


@dataclass(frozen=True)
class Hit:
    """One fault as it was done."""

    kind: str
    at: float
    """Seconds since 1970."""
    held: frozenset[str]
    """Runs that were in hand where it hit."""
    warm: frozenset[int]
    """Other workers' trainers that could train at once."""
    spared: frozenset[int]
    """Trainers alive and not frozen when it had hit."""

    def overcome(self, events: Sequence[Event]) -> float | None:
        """Return the seconds until one of the runs in hand went on or ended."""
        later = [event.at for event in events if event.at > self.at and event.run in self.held]
        return min(later) - self.at if later else None


def hits(log: Path) -> list[Hit]:
    """Read the log of faults."""
    return [
        Hit(entry["fault"], entry["at"], *(frozenset(entry[ids]) for ids in IDS))
        for entry in lines(log)
    ]


def report(done: Sequence[Hit], jobs: Sequence[Job], found: Sequence[Breach]) -> Iterator[str]:
    """Yield the table's lines."""
    trained = [job for job in jobs if job.status != "failed"]  # a poison's run never goes on
    steps = sorted((e for j in trained for e in j.events if e.type in SETTLED), key=lambda e: e.at)
    seconds = [(hit, hit.overcome(steps)) for hit in done]
    yield f"{'fault':34} {'done':>5} {'runs hit':>9} {'next epoch p50':>15} {'p99':>8}"
    for kind in sorted({hit.kind for hit in done}):
        yield _line(kind, [pair for pair in seconds if pair[0].kind == kind])
    yield _line("all", seconds)
    yield _line("all that a warm worker survived", [p for p in seconds if _survived(*p, done)])
    yield from _counts(jobs)
    yield from _broken(found)


def _survived(hit: Hit, seconds: float | None, done: Sequence[Hit]) -> bool:
    """Tell whether a worker was warm at a fault and met none itself until that was overcome."""
    meanwhile = [each.spared for each in done if 0 <= each.at - hit.at <= (seconds or 0)]
    return bool(hit.warm.intersection(*meanwhile))


def _line(name: str, pairs: Sequence[tuple[Hit, float | None]]) -> str:
    runs = sum(len(hit.held) for hit, _ in pairs)
    seconds = [after for _, after in pairs if after is not None]
    told = f"{name:34} {len(pairs):5} {runs:9}"
    if not seconds:
        return told
    p50, p99 = np.percentile(seconds, [50, 99])
    return f"{told} {p50:13.2f} s {p99:6.2f} s"


def _counts(jobs: Sequence[Job]) -> Iterator[str]:
    runs = [run for job in jobs for run in job.runs]
    kept, again = sum(run.epochs for run in runs), sum(_broken_off(job.events) for job in jobs)
    yield f"\n{len(jobs)} jobs, {len(runs)} runs, {kept} epochs"
    yield f"{again} more in attempts broken off\n"


def _broken_off(events: Sequence[Event]) -> int:
    """Count the epochs of attempts that did not end their run."""
    done: Counter[str] = Counter()
    total = 0
    for event in events:
        if event.run is not None and event.type == "run.requeued":
            total += done.pop(event.run, 0)
        elif event.run is not None and event.epochs_done is not None:
            done[event.run] = event.epochs_done
    return total


def _broken(found: Sequence[Breach]) -> Iterator[str]:
    counts = Counter(breach.wrong for breach in found)
    yield f"{'must never happen':34} {'seen':>5}"
    yield from (f"{wrong:34} {counts[wrong]:5}" for wrong in Wrong)
    yield from (f"{wrong}: {detail}" for wrong, detail in found[:SHOWN])
