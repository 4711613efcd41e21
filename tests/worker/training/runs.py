"""Small runs, and what a trainer reports of them."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.plan import resolve
from lehr.experiments.records import Outcome, Plan, Warned
from lehr.settings import Settings
from worker.trainer import Report, Trainer

EPOCHS = 20
BLOBS = {"name": "blobs", "samples": 76, "centers": 3, "features": 4, "cluster_std": 2.0, "seed": 2}
HIDDEN = {"layer": "Dense", "units": 8, "activation": "relu"}
OUTPUT = {"layer": "Dense", "units": 3, "activation": "softmax"}
BODY: dict[str, Any] = {
    "dataset": BLOBS,
    "model": {"layers": [HIDDEN, OUTPUT]},
    "schedule": {"kind": "exponential", "initial_learning_rate": 0.02, "decay": 0.01},
    "epochs": EPOCHS,
    "batch_size": 16,
    "validation": {"split": 0.33},
    "seed": 7,
}
"""50 training rows in batches of 16, the last of 2; 26 validation rows."""


@dataclass
class Heard:
    """What a trainer told while it trained, and what it left."""

    records: list[EpochRecord] = field(default_factory=list)
    steps: list[StepRecord] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    outcome: Outcome | None = None

    @property
    def scores(self) -> NDArray[np.float64]:
        """Loss, metrics, validation loss, validation metrics: (epochs, scores)."""
        return np.array([_scores(record) for record in self.records])

    @property
    def rates(self) -> list[float]:
        return [record.learning_rate for record in self.records]


def resolved(**changes: object) -> tuple[Experiment, Plan]:
    return resolve(Experiment.model_validate(BODY | changes), Settings())


def trained(train: Trainer, **changes: object) -> Heard:
    """Train the run of BODY with some fields changed."""
    heard = Heard()
    heard.outcome = train(*resolved(**changes), listening(heard))
    return heard


def listening(heard: Heard, **more: Any) -> Report:
    """Return a report that keeps what it hears."""
    hears = Report(
        epoch=heard.records.append,
        steps=heard.steps.extend,
        heed=lambda: None,
        warn=heard.warnings.extend,
    )
    return replace(hears, **more)


def largest_difference(one: Heard, other: Heard) -> float:
    """Return the largest difference of any two scores, relative to the other's."""
    assert one.scores.shape == other.scores.shape
    assert np.isfinite(other.scores).all()
    scale = np.abs(other.scores)
    return float((np.abs(one.scores - other.scores) / np.where(scale == 0, 1, scale)).max())


def _scores(record: EpochRecord) -> list[float]:
    validated = [] if record.val_loss is None else [record.val_loss, *(record.val_metrics or [])]
    return [record.loss, *record.metrics, *validated]
