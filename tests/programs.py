"""Runs the programs that schedules are translated to."""

import runpy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def ran(code: str) -> dict[str, Any]:
    """Return the names that a program defines."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "program.py")
        path.write_text(code, encoding="utf-8")
        return runpy.run_path(str(path))
