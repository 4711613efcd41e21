"""Starts a Lehr, keeps it busy, does faults to it and judges what is left."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from lehr.testing import wait_until
from lehr.testing.service import serving

from .checker import violations
from .client import EXPERIMENTS, Client
from .injection import Injector
from .journal import Journal
from .observed import Job, seen, told
from .plan import WORKERS, Fault
from .report import Hit, hits
from .stack import Stack, belonging_to
from .violations import Violation, Wrong

PATIENCE = 180
"""Seconds after the last fault in which everything must have ended, and be ready for more."""


@dataclass(frozen=True)
class Aftermath:
    """What a campaign leaves to be read."""

    hits: Sequence[Hit]
    jobs: Sequence[Job]
    violations: Sequence[Violation]


@dataclass(frozen=True)
class Campaign:
    """A round of faults: where it keeps its logs, and how quick Lehr is to be."""

    directory: Path
    seed: int
    lease: float = 5.0
    interval: float = 0.8
    """Seconds between two jobs."""

    def run(self, faults: Iterable[Fault]) -> Aftermath:
        """Do the faults, and judge; nothing of Lehr runs any more when this returns."""
        settings = {
            "LEHR_WORKERS": str(len(WORKERS)),
            "LEHR_LEASE_SECONDS": str(self.lease),
        }
        with serving(self.directory / "home", **settings) as service:
            stack = Stack(service)
            self._disturb(stack, faults)
            found = [*_left_undone(stack), *_orphans(stack.orphans())]
            jobs = seen(stack.database_url)
        found += [*_orphans(belonging_to(stack.home)), *violations(told(self._told), jobs)]
        return Aftermath(hits(self._done), jobs, found)

    @property
    def _told(self) -> Path:
        return self.directory / "client.jsonl"

    @property
    def _done(self) -> Path:
        return self.directory / "faults.jsonl"

    def _disturb(self, stack: Stack, faults: Iterable[Fault]) -> None:
        with closing(Journal(self._told)) as heard, closing(Journal(self._done)) as done:
            url = str(stack.service.client.base_url)
            client = Client(url, heard, seed=self.seed, interval=self.interval)
            _undisturbed(stack, client)
            client.start()
            with closing(client), closing(Injector(stack, client, done, lease=self.lease)) as hand:
                for fault in faults:
                    hand.inject(fault)


def _undisturbed(stack: Stack, client: Client) -> None:
    """Train everything once before the first fault: what comes later must be equal to it."""
    for body in EXPERIMENTS:
        client.submit(body)
    wait_until(stack.is_idle, PATIENCE)


def _left_undone(stack: Stack) -> Iterator[Violation]:
    """Wait for the end of all jobs, and for workers that could train more."""
    with suppress(TimeoutError):
        wait_until(stack.is_idle, PATIENCE)  # the checker tells which are not
    with suppress(TimeoutError):
        wait_until(lambda: len(stack.warm()) == len(WORKERS), PATIENCE)
    for worker in stack.programs("worker"):
        if worker.pid not in stack.warm():
            yield Violation(Wrong.STUCK, f"worker {worker.pid} is not ready to train")


def _orphans(processes: Iterable[psutil.Process]) -> Iterator[Violation]:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            yield Violation(Wrong.ORPHAN, f"{process.pid}: {' '.join(process.cmdline())}")
