"""Whether memory, processes and files stay within bounds: `python -m tests.chaos.soak`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from threading import Event, Thread
from time import monotonic, sleep
from typing import Annotated

import psutil
import typer
from typing_extensions import override

from lehr.testing.service import serving
from worker.checkpoints import COLLECTED_SECONDS

from .client import Client, Pace
from .journal import Journal
from .processes import kill, trainers
from .stack import LEHR, Stack
from .waiting import within

MINUTE = 60
KILL_SECONDS = 10
STRUCK, SPARED = 0, 1
"""Of the two workers only one is ever killed."""
PATIENCE = 300
MAX_GROWTH = 0.05
SETTINGS = {"LEHR_WORKERS": "2", "LEHR_LEASE_SECONDS": "5", "LEHR_CHECKPOINT_DAYS": "0"}


class Memory(Thread):
    """Notes, every second, how much memory everything that is not killed has for itself."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(name="memory", daemon=True)
        self._stack = stack
        self._stopped = Event()
        self._samples: defaultdict[str, list[int]] = defaultdict(list)

    @override
    def run(self) -> None:
        """Note until stopped."""
        while not self._stopped.wait(1):
            for name, processes in parts(self._stack).items():
                with suppress(psutil.NoSuchProcess):
                    total = sum(process.memory_full_info().uss for process in processes)
                    self._samples[name].append(total)

    def growth(self) -> Iterator[tuple[str, float, float]]:
        """Stop; yield names, megabytes at the end, and the share that came after a minute."""
        self._stopped.set()
        self.join()
        for name, samples in self._samples.items():
            early, late = median(samples[MINUTE : 2 * MINUTE]), median(samples[-MINUTE:])
            yield name, late / 1e6, late / early - 1


def parts(stack: Stack) -> Mapping[str, Sequence[psutil.Process]]:
    """Return the processes that live as long as Lehr does."""
    spared = [worker for worker in [stack.worker(SPARED)] if worker]
    servers = stack.servers("postgres")
    return {
        "supervisor": [psutil.Process(stack.service.supervisor.pid)],
        "API": stack.apis(),
        "PostgreSQL": [*servers, *(child for each in servers for child in each.children())],
        "Valkey": stack.servers("valkey-server"),
        "worker": spared,
        "training child": [child for worker in spared for child in trainers(worker)],
    }


def main(minutes: Annotated[int, typer.Argument(min=3)] = 5) -> None:
    """Load a Lehr for so long with a kill every ten seconds, and judge."""
    directory = Path(mkdtemp(prefix="lehr-soak-"))
    with (
        serving(directory / "home", **SETTINGS) as service,
        closing(Stack(service, LEHR)) as stack,
        closing(Journal(directory / "client.jsonl")) as heard,
    ):
        within(PATIENCE, lambda: len(stack.warm()) == int(SETTINGS["LEHR_WORKERS"]))
        growth = list(loaded(stack, heard, minutes * MINUTE))
        within(PATIENCE, stack.is_idle)
        orphans, left = stack.orphans(), files_left(stack)
    for name, megabytes, share in growth:
        typer.echo(f"{name:16} {megabytes:7.1f} MB {100 * share:+6.1f} % since the second minute")
    typer.echo(f"{len(orphans)} orphans, {left} checkpoints of runs that have ended")
    grown = any(share > MAX_GROWTH for _, _, share in growth)
    raise typer.Exit(code=bool(grown or orphans or left))


def loaded(stack: Stack, heard: Journal, seconds: float) -> Iterator[tuple[str, float, float]]:
    """Keep a Lehr busy and kill one of its workers, or what trains there, again and again."""
    url = str(stack.service.client.base_url)
    client, memory = Client(url, heard, seed=0, pace=Pace(0.8, stack.has_room)), Memory(stack)
    memory.start()
    client.start()
    end = monotonic() + seconds
    for whole in cycle([True, False]):
        sleep(KILL_SECONDS)
        if monotonic() > end:
            break
        if worker := stack.worker(STRUCK):
            kill([worker] if whole else trainers(worker))
    client.close()
    return memory.growth()


def files_left(stack: Stack) -> int:
    """Count the checkpoints that are there when a worker has looked through them once more."""
    sleep(COLLECTED_SECONDS)
    for _ in range(2 * int(SETTINGS["LEHR_WORKERS"])):
        stack.service.finished(stack.service.submit(epochs=1)["id"])
    return len(list((stack.home / "checkpoints").glob("*/*.npz")))


if __name__ == "__main__":
    typer.run(main)
