"""Processes found, killed and frozen; one that ends meanwhile is none that matters."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import Signals
from time import sleep
from typing import TypeAlias

import psutil

from lehr.testing import is_alive

Wanted: TypeAlias = Callable[[psutil.Process], bool]


def trainers(worker: psutil.Process) -> Iterator[psutil.Process]:
    """Yield the worker's children that train, one unless it is being replaced."""
    with suppress(psutil.NoSuchProcess):
        yield from children(worker, lambda child: "--billiard-fork" in child.cmdline())


def children(parent: psutil.Process, wanted: Wanted) -> Iterator[psutil.Process]:
    """Yield the living children that are wanted."""
    for child in parent.children():
        with suppress(psutil.NoSuchProcess):
            if is_alive(child) and wanted(child):
                yield child


def belonging_to(home: Path) -> Iterator[psutil.Process]:
    """Yield the living processes that keep their state in `home`."""
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            told = process.environ().get("LEHR_HOME") == str(home)
            if (told or home in Path(process.cwd()).parents) and is_alive(process):
                yield process


def kill(processes: Iterable[psutil.Process]) -> None:
    """Have processes end at once, if they still run."""
    _signal(processes, Signals.SIGKILL)


@contextmanager
def frozen(worker: psutil.Process, seconds: float) -> Iterator[None]:
    """Stop a worker's processes; at the end of the block let them sleep so long, and go on."""
    family = [worker, *worker.children(recursive=True)]
    _signal(family, Signals.SIGSTOP)
    yield
    sleep(seconds)
    _signal(family, Signals.SIGCONT)


def _signal(processes: Iterable[psutil.Process], signal: Signals) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal)
