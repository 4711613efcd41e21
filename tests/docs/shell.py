"""A shell in which the blocks of a page follow each other, as a reader types them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Final
from uuid import uuid4

_STRICT: Final = "set -euo pipefail\n"


class Shell:
    """One bash, whose variables stay from block to block."""

    def __init__(self, process: "Popen[str]") -> None:
        self._process = process
        self._say(_STRICT)

    def run(self, text: str) -> str:
        """Return what the commands print; raises AssertionError where one fails."""
        end = uuid4().hex
        self._say(f"{text}\necho; echo {end}\n")
        printed: list[str] = []
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.strip() == end:
                return "".join(printed)
            printed.append(line)
        raise AssertionError(f"a command failed, having printed {''.join(printed)!r}")

    def _say(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()


@contextmanager
def shell(directory: Path) -> Iterator[Shell]:
    """Run a shell in `directory` until the block ends."""
    # The programs of this environment are what a reader has installed.
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    with Popen(
        ["/bin/bash"], cwd=directory, env=environment, stdin=PIPE, stdout=PIPE, text=True
    ) as process:
        yield Shell(process)
