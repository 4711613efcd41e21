"""What this process trains in, as its runs' manifests tell it."""

import platform
from collections.abc import Sequence
from hashlib import sha256

from lehr.experiments.manifest import Determinism, Environment

from .compiler import flags
from .machine import cores, instructions, processor
from .versions import versions


def environment(gpus: Sequence[str]) -> Environment:
    """Return the environment of a process that trains on these GPUs, or on its CPU."""
    return Environment(
        versions={"python": platform.python_version(), **versions()},
        xla_flags=flags(),
        platform=platform.platform(),
        processor=processor(),
        instructions_sha256=sha256(instructions().encode()).hexdigest(),
        cores=cores(),
        gpus=list(gpus),
        determinism=Determinism.STATISTICS if gpus else Determinism.BIT,
    )
