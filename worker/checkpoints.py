"""Checkpoints: files from which a training goes on as if it had never been interrupted."""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from math import inf
from pathlib import Path
from shutil import rmtree
from time import monotonic
from typing import TypeAlias
from uuid import UUID
from zipfile import BadZipFile

import numpy as np

from lehr.experiments.records import Checkpoint, Claim

from .files import write
from .trainer import Snapshot
from .versions import trained_by

RUN_ID = "-".join("[0-9a-f]" * digits for digits in (8, 4, 4, 4, 12))
"""What the directories are called."""

COLLECTED_SECONDS = 60

OfUse: TypeAlias = Callable[[Collection[UUID], timedelta], Collection[UUID]]

log = logging.getLogger(__name__)


class DamagedCheckpoint(Exception):
    """The file is gone, or not the one that was written."""


class Checkpoints:
    """Files of snapshots below one directory, which workers on several machines must share.

    A file is whole or not there, and is never written twice: its name holds the claim's token.
    """

    def __init__(self, directory: Path, *, kept_for: timedelta = timedelta(days=7)) -> None:
        self._directory = directory
        self._kept_for = kept_for
        self._due = -inf

    def write(self, claim: Claim, snapshot: Snapshot) -> Checkpoint:
        """Write a file that survives a power failure once this returns; raises OSError."""
        content = _written(snapshot)
        name = f"{claim.run_id}/{snapshot.epoch}-{claim.token}.npz"
        write(self._directory / name, content)
        return Checkpoint(
            epoch=snapshot.epoch,
            step=snapshot.step,
            name=name,
            sha256=sha256(content).hexdigest(),
            made_by=trained_by(),
        )

    def latest(self, claim: Claim) -> tuple[Checkpoint, Snapshot] | None:
        """Return the newest place that the run can go on from, None where that is its beginning."""
        for checkpoint in claim.checkpoints:
            if checkpoint.made_by == trained_by():
                try:
                    return checkpoint, self.read(checkpoint)
                except DamagedCheckpoint as damage:
                    log.warning("a checkpoint is of no use: %s", damage)
        return None

    def read(self, checkpoint: Checkpoint) -> Snapshot:
        """Return what was written; raises DamagedCheckpoint."""
        try:
            content = (self._directory / checkpoint.name).read_bytes()
        except OSError as error:
            raise DamagedCheckpoint(f"{checkpoint.name}: {error.strerror}") from error
        if sha256(content).hexdigest() != checkpoint.sha256:
            raise DamagedCheckpoint(f"{checkpoint.name} is not the file that was written")
        return _read(checkpoint, content)

    def thin(self, run_id: UUID, kept: Collection[Checkpoint]) -> None:
        """Remove the run's files but those that are kept."""
        names = {Path(one.name).name for one in kept}
        for path in (self._directory / str(run_id)).iterdir():
            if path.name not in names:
                path.unlink(missing_ok=True)

    def collect(self, of_use: OfUse) -> None:
        """Remove the files of runs that nobody goes on from, once a minute.

        `of_use` says of which ones one may, so long after their success.
        """
        if monotonic() < self._due:
            return
        self._due = monotonic() + COLLECTED_SECONDS
        found = {UUID(path.name) for path in self._directory.glob(RUN_ID)}
        for run_id in found.difference(of_use(found, self._kept_for) if found else ()):
            rmtree(self._directory / str(run_id), ignore_errors=True)


def _written(snapshot: Snapshot) -> bytes:
    buffer = BytesIO()
    np.savez(buffer, *snapshot.arrays, np.frombuffer(snapshot.memory, np.uint8))
    return buffer.getvalue()


def _read(checkpoint: Checkpoint, content: bytes) -> Snapshot:
    try:
        with np.load(BytesIO(content), allow_pickle=False) as members:
            *arrays, memory = (members[f"arr_{place}"] for place in range(len(members.files)))
            return Snapshot(checkpoint.epoch, checkpoint.step, arrays, memory.tobytes())
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise DamagedCheckpoint(f"{checkpoint.name} cannot be read: {error}") from error
