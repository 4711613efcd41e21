"""Starts a Lehr, keeps it busy, does faults to it and judges what is left."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from itertools import takewhile
from math import inf
from pathlib import Path
from time import monotonic

import psutil

from lehr.testing.service import Service, serving

from .breaches import Breach, Wrong
from .checker import breaches
from .client import EXPERIMENTS, Client, Pace
from .disk import Disk, may_mount
from .injection import DAMAGING, Injector
from .journal import Journal
from .observed import Job, seen, told
from .plan import WORKERS, Fault, Kind
from .processes import belonging_to
from .report import Hit, hits
from .stack import LEHR, Product, Stack, crash_points
from .waiting import within

PATIENCE = 90
"""Seconds without any event, or until both workers are warm, after which something is stuck."""


@dataclass(frozen=True)
class Aftermath:
    """What a campaign leaves to be read."""

    hits: Sequence[Hit]
    jobs: Sequence[Job]
    breaches: Sequence[Breach]


@dataclass(frozen=True)
class Campaign:
    """A round of faults: where it keeps its logs, and how quick Lehr is to be."""

    directory: Path
    seed: int
    lease: float = 5.0
    interval: float = 0.8
    """Seconds between two jobs."""
    seconds: float = inf
    """No fault is done any more when so much time has gone by since the first one."""
    product: Product = LEHR

    @property
    def kinds(self) -> Sequence[Kind]:
        """The faults that can be done here: only root has a disk, only Lehr more than processes."""
        impossible = set() if may_mount() else {Kind.FILL_DISK}
        if self.product != LEHR:
            impossible |= {Kind.CRASH, *DAMAGING}
        return [kind for kind in Kind if kind not in impossible]

    def run(self, faults: Iterable[Fault]) -> Aftermath:
        """Do the faults, and judge; nothing of Lehr runs any more when this returns."""
        with self._serving() as service:
            with closing(Stack(service, self.product)) as stack:
                self._disturb(stack, faults)
                found = [*_left_undone(stack), *_orphans(stack.orphans())]
            jobs = seen(stack.database_url)
            self._keep(jobs)
        found += [*_orphans(belonging_to(stack.home)), *breaches(told(self._told), jobs)]
        return Aftermath(hits(self._done), jobs, found)

    @contextmanager
    def _serving(self) -> Iterator[Service]:
        home = self.directory / "home"
        settings = {
            "LEHR_WORKERS": str(len(WORKERS)),
            "LEHR_LEASE_SECONDS": str(self.lease),
            "LEHR_CRASH_POINTS": str(crash_points(home)),
        }
        crash_points(home).mkdir()
        disk = Disk(home).mounted() if may_mount() else nullcontext()
        with disk, serving(home, self.product.command, **settings) as service:
            yield service

    @property
    def _told(self) -> Path:
        return self.directory / "client.jsonl"

    @property
    def _done(self) -> Path:
        return self.directory / "faults.jsonl"

    def _keep(self, jobs: Sequence[Job]) -> None:
        """Write down what the checker sees, for when its database is gone."""
        text = json.dumps([asdict(job) for job in jobs], indent=1)
        (self.directory / "jobs.json").write_text(text, encoding="utf-8")

    def _disturb(self, stack: Stack, faults: Iterable[Fault]) -> None:
        with closing(Journal(self._told)) as heard, closing(Journal(self._done)) as done:
            url = str(stack.service.client.base_url)
            pace = Pace(self.interval, stack.has_room)
            client = Client(url, heard, seed=self.seed, pace=pace)
            _undisturbed(stack, client)
            client.start()
            with closing(client), closing(Injector(stack, client, done, lease=self.lease)) as hand:
                end = monotonic() + self.seconds
                for fault in takewhile(lambda _: monotonic() < end, faults):
                    hand.inject(fault)


def _undisturbed(stack: Stack, client: Client) -> None:
    """Train everything once before the first fault: what comes later must be equal to it."""
    for body in EXPERIMENTS:
        client.submit(body)
    _drain(stack)


def _drain(stack: Stack) -> None:
    """Wait until all jobs have ended, or nothing happens any more."""
    while not stack.is_idle():
        if not _stirs(stack):
            return


def _stirs(stack: Stack) -> bool:
    before = stack.events()
    return within(PATIENCE, lambda: stack.is_idle() or stack.events() != before)


def _left_undone(stack: Stack) -> Iterator[Breach]:
    """Wait for the end of all jobs, and for workers that could train more."""
    _drain(stack)  # the checker tells which jobs have not ended
    within(PATIENCE, lambda: len(stack.warm()) == len(WORKERS))
    for worker in stack.workers():
        if worker not in stack.warm():
            yield Breach(Wrong.STUCK, f"worker {worker.pid} is not ready to train")


def _orphans(processes: Iterable[psutil.Process]) -> Iterator[Breach]:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            yield Breach(Wrong.ORPHAN, f"{process.pid}: {' '.join(process.cmdline())}")
