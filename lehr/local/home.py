"""The directory that holds all state of a Lehr on this machine, for one supervisor at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .errors import CannotServeError

LOCK = "lehr.pid"
"""Locked while a supervisor runs; holds its process id."""


@contextmanager
def opened(home: Path) -> Iterator[Path]:
    """Create `home` where it is missing, hold its lock and give its absolute path."""
    path = home.absolute()
    with _lock_file(path) as lock:
        _take(lock, path)
        yield path.resolve()


def _lock_file(home: Path) -> IO[str]:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return (home / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise CannotServeError(f"LEHR_HOME={home} cannot be used: {error.strerror}") from error


def _take(lock: IO[str], home: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        raise CannotServeError(
            f"Lehr runs already on {home} (process {lock.read().strip()}): "
            "stop that one first, or set LEHR_HOME to another directory"
        ) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
