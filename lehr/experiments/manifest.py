"""The manifest of a run: what it takes to train it again, and to tell whether it is the same."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import orjson

from lehr.preview import schedule_hash

from .experiment import Experiment
from .models import KeptModel
from .rates import counted_unit
from .record import Record
from .records import Run


class Determinism(StrEnum):
    """How far a training that is repeated in the same environment gives the same numbers."""

    BIT = "bit"
    """Every number is the same, to the bit."""
    STATISTICS = "statistics"
    """Numbers are rounded in an order that differs from time to time, and drift apart."""


class Environment(Record):
    """A machine and its software, as far as a training's numbers depend on them."""

    versions: dict[str, str]
    """By the name of the library."""
    xla_flags: str
    """What XLA is told about how to compile."""
    platform: str
    processor: str
    """The type of the CPU."""
    instructions_sha256: str
    """Of the list of what the CPU can do: compiled programs are made for it."""
    cores: int
    gpus: list[str]
    determinism: Determinism

    @property
    def hash(self) -> str:
        """What it is kept under."""
        return _digest(self.model_dump(mode="json"))


class Manifest(Record):
    """What a run was trained from, in and on; null where that is not known yet."""

    experiment: dict[str, Any]
    """The run's own, with every default written out: a body for `POST /jobs`."""
    experiment_hash: str
    """Of the experiment's canonical JSON, which has sorted keys and no spaces."""
    schedule_hash: str
    """As a preview tells it."""
    data_sha256: str | None
    """Of the rows and labels, as the model was given them, those to train on first."""
    weights_sha256: str | None
    """Of all weights behind the last epoch, in Keras's order."""
    trainer_used: str | None
    environment: Environment | None
    """That of the last attempt; a training that went on from a checkpoint may have known others."""
    models: list[KeptModel]
    """Those that were asked for, and of which the files are kept."""
    started_at: datetime | None
    finished_at: datetime | None


def manifest_of(
    run: Run,
    document: dict[str, Any],
    environment: Environment | None,
    models: Sequence[KeptModel],
) -> Manifest:
    """Return the manifest of a run that has this document and these models, trained there."""
    experiment = Experiment.model_validate(document)
    return Manifest(
        experiment=document,
        experiment_hash=f"sha256:{_digest(document)}",
        schedule_hash=schedule_hash(experiment.schedule, counted_unit(experiment)),
        data_sha256=run.data_sha256,
        weights_sha256=run.weights_sha256,
        trainer_used=run.trainer_used,
        environment=environment,
        models=list(models),
        started_at=run.started_at,
        finished_at=run.finished_at,
    )


def _digest(document: dict[str, Any]) -> str:
    return sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()
