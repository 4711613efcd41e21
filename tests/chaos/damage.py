"""Damages files as a broken disk would; one that is gone meanwhile needs none."""

import os
from contextlib import suppress
from pathlib import Path


def flip(path: Path) -> None:
    """Turn around the bits of the byte in the middle."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        middle = path.stat().st_size // 2
        file.seek(middle)
        [byte] = file.read(1)
        file.seek(middle)
        file.write(bytes([byte ^ 0xFF]))


def cut(path: Path) -> None:
    """Leave half of the file."""
    with suppress(FileNotFoundError):
        os.truncate(path, path.stat().st_size // 2)
