"""Files that are whole or not there, also after a power failure."""

import os
from contextlib import suppress
from pathlib import Path

from lehr import crash


def write(path: Path, content: bytes) -> None:
    """Write a file, and the directory that it is in where there is none; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        crash.here("before-rename")
        temporary.replace(path)
        crash.here("after-rename")
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync(path.parent)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
