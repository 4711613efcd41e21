"""A disk of its own for the state of one Lehr, which can be full."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOM = "4g"
"""Far more than a round needs; what is not used takes no memory."""
SLACK = 4 << 20
"""Bytes that whoever writes may take while the disk is being made smaller."""


def may_mount() -> bool:
    """Tell whether this process may give Lehr a disk of its own; else none is ever full."""
    return os.geteuid() == 0 and Path("/bin/mount").exists()


@dataclass(frozen=True)
class Disk:
    """A file system in memory, mounted on a directory."""

    directory: Path

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """Mount it within the block."""
        self.directory.mkdir()
        _run("/bin/mount", "-t", "tmpfs", "-o", f"mode=700,size={ROOM}", "lehr", self.directory)
        try:
            yield
        finally:
            _run("/bin/umount", "--lazy", self.directory)

    @contextmanager
    def full(self) -> Iterator[None]:
        """Leave no room within the block."""
        held = os.statvfs(self.directory)
        used = (held.f_blocks - held.f_bfree) * held.f_frsize
        self._resize(str(used + SLACK))
        filler = self.directory / "filler"
        try:
            _fill(filler)
            yield
        finally:
            filler.unlink()
            self._resize(ROOM)

    def _resize(self, size: str) -> None:
        _run("/bin/mount", "-o", f"remount,size={size}", self.directory)


def _fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)
