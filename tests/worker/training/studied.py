"""Studies trained over several seeds, each configuration once however many tests look at it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.plan import resolve
from lehr.experiments.studies.catalogue import requested
from lehr.settings import Settings
from worker.trainer import Report
from worker.training.compiled import CompiledTrainer

SEEDS = range(1, 6)

train = CompiledTrainer()


@dataclass(frozen=True)
class Trained:
    """The runs of one configuration: (seeds, epochs)."""

    learning_rate: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    """Of the validation rows."""

    @property
    def final(self) -> float:
        """The median accuracy after the last epoch."""
        return float(np.median(self.accuracy[:, -1]))

    @property
    def unrest(self) -> float:
        """The median of how much accuracy changes from epoch to epoch, after the 50th."""
        return float(np.median(np.abs(np.diff(self.accuracy[:, 50:])).mean(axis=1)))

    def epochs_to(self, accuracy: float) -> float:
        """Return the median of the epochs that it takes to reach an accuracy."""
        return _median_first(self.accuracy >= accuracy)

    @property
    def first_cut(self) -> float:
        """The median of the last epochs at the first rate."""
        return _median_first(self.learning_rate < self.learning_rate[:, :1]) - 1


def trained(name: str) -> list[Trained]:
    """Return what becomes of a study's configurations, in their order."""
    request = requested(name)
    base = {field: value for field, value in request.items() if field not in {"sweep", "seed"}}
    return [_trained(json.dumps(_changed(base, one))) for one in _changes(request.get("sweep"))]


def _changes(sweep: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(sweep, list):
        yield from sweep
    else:
        paths = sweep or {}
        yield from (dict(zip(paths, each, strict=True)) for each in product(*paths.values()))


def _changed(document: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    for path, value in changes.items():
        part, _, rest = path.partition(".")
        new = _changed(document[part], {rest: value}) if rest else value
        document = {**document, part: new}
    return document


@cache
def _trained(document: str) -> Trained:
    runs = [_records(json.loads(document) | {"seed": seed}) for seed in SEEDS]
    return Trained(
        np.array([[record.learning_rate for record in records] for records in runs]),
        np.array([[(record.val_metrics or [np.nan])[0] for record in records] for records in runs]),
    )


def _records(document: dict[str, Any]) -> list[EpochRecord]:
    experiment, plan = resolve(Experiment.model_validate(document), Settings())
    records: list[EpochRecord] = []
    report = Report(records.append, lambda _: None, lambda: None, lambda _: None)
    train(experiment, plan, report)
    return records


def _median_first(reached: NDArray[np.bool_]) -> float:
    """Return the median epoch at which it is first so; beyond the last where it never is."""
    padded = np.pad(reached, ((0, 0), (0, 1)), constant_values=True)
    return float(np.median(padded.argmax(axis=1) + 1))
