"""Compiled programs on disk, so that a worker that starts again need not compile them again."""

import logging
import os
import sys
from hashlib import sha256
from pathlib import Path

from .machine import instructions
from .versions import tensorflow

FLAGS = "TF_XLA_FLAGS"
MAX_KEPT = 500
"""Programs, of about half a megabyte; beyond it all are thrown away at a start."""

log = logging.getLogger(__name__)


class ProgramCache:
    """What XLA compiled, in a directory for this machine's CPU and TensorFlow alone.

    XLA knows a program by itself, not by the CPU that its code is for.
    """

    def __init__(self, home: Path) -> None:
        self.directory = home.absolute() / "programs" / _fingerprint()

    def enable(self) -> None:
        """Have XLA keep its programs, where it may write; only before TensorFlow is loaded."""
        if "tensorflow" in sys.modules:
            raise RuntimeError("TensorFlow reads its flags once, when it is loaded")
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log.warning("compiled programs are not kept: %s", error)
            return
        if len(list(self.directory.glob("*"))) > MAX_KEPT:
            self.clear()
        flags = [os.environ.get(FLAGS, "")]
        flags.append(f"--tf_xla_persistent_cache_directory={self.directory}")
        os.environ[FLAGS] = " ".join(flags).strip()

    def clear(self) -> None:
        """Throw all programs away: a damaged one fails every training that it would be read for."""
        for entry in self.directory.glob("*"):
            entry.unlink(missing_ok=True)


def _fingerprint() -> str:
    return sha256(f"{instructions()} {tensorflow()}".encode()).hexdigest()[:16]
