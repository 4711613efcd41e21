"""Real servers for tests, gone when the test's process is, however that ends."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from lehr.local.children import Child, Program
from lehr.local.postgres import Postgres
from lehr.local.sockets import short_path
from lehr.local.valkey import Valkey

PATIENCE = 15
"""Seconds in which a server must be ready."""


@contextmanager
def embedded_postgres(
    directory: Path, *, settings: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run PostgreSQL in `directory` and give its URL; `settings` are the server's own."""
    server = Postgres(directory, settings or {})
    server.initialize()
    with short_path(directory) as path, running(server.program()):
        yield server.url(path)


@contextmanager
def embedded_valkey(directory: Path) -> Iterator[str]:
    """Run Valkey in `directory` and give its URL."""
    server = Valkey(directory)
    server.initialize()
    with short_path(directory) as path, running(server.program(path)):
        yield server.url(path)


@contextmanager
def running(program: Program, patience: float = PATIENCE) -> Iterator[Child]:
    """Run `program` until the block ends, which begins when it is ready."""
    child = Child(program)
    try:
        wait_until(lambda: _is_settled(child), patience)
        yield child
    finally:
        child.stop()


def wait_until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until `condition()` holds; raises TimeoutError when it does not within `patience`."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"nothing came of it within {patience:g} s")
        time.sleep(0.01)


def is_alive(process: psutil.Process) -> bool:
    """Tell whether `process` runs; one that merely waits to be reaped does not."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _is_settled(child: Child) -> bool:
    if child.poll() is not None:
        raise RuntimeError(f"{child.program.name} did not start: {_last_words(child.program)}")
    return child.is_ready


def _last_words(program: Program) -> str:
    return "" if program.log is None else program.log.read_text(encoding="utf-8")[-2000:]
