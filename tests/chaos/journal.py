"""Logs that outlive whatever is killed."""

import json
import os
from pathlib import Path
from threading import Lock
from typing import Any


class Journal:
    """A file of JSON lines; what was written stands on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")
        self._lock = Lock()

    def write(self, **entry: Any) -> None:
        """Append an entry."""
        with self._lock:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Write nothing more."""
        self._file.close()
