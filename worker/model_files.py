"""Files of trained models, beside the checkpoints of their runs."""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from lehr.experiments.models import ModelFile
from lehr.experiments.records import Claim

from .files import write


class ModelFiles:
    """Files of models below the directory of checkpoints, which the API reads too.

    They go with their runs' checkpoints, or before, when their models are forgotten.
    """

    def __init__(self, directory: Path, *, max_bytes: int) -> None:
        self._directory = directory
        self.max_bytes = max_bytes
        """Of all files; beyond it the oldest ones are to go."""

    def write(self, claim: Claim, epoch: int, content: bytes, weights_sha256: str) -> ModelFile:
        """Write a file that survives a power failure once this returns; raises OSError."""
        name = f"{claim.run_id}/{epoch}-{claim.token}.keras"
        write(self._directory / name, content)
        return ModelFile(
            name=name,
            sha256=sha256(content).hexdigest(),
            size=len(content),
            weights_sha256=weights_sha256,
        )

    def remove(self, names: Iterable[str]) -> None:
        """Remove the files of models that are forgotten."""
        for name in names:
            with suppress(OSError):
                (self._directory / name).unlink()
