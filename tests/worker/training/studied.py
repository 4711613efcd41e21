"""Studies trained over several seeds, each configuration once however many tests look at it."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lehr.experiments.configurations import Configuration, configurations
from lehr.experiments.history import EpochRecord
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.studies.catalogue import requested
from lehr.settings import Settings
from tests.worker.training.runs import Heard, listening
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


@cache
def trained(name: str) -> list[Trained]:
    """Return what becomes of a study's configurations, in their order."""
    spec = JobSpec.model_validate(requested(name))
    return [_trained(one) for one in configurations(spec, Settings())]


def _trained(configuration: Configuration) -> Trained:
    runs = [_records(configuration, seed) for seed in SEEDS]
    return Trained(
        np.array([[record.learning_rate for record in records] for records in runs]),
        np.array([[(record.val_metrics or [np.nan])[0] for record in records] for records in runs]),
    )


def _records(configuration: Configuration, seed: int) -> list[EpochRecord]:
    heard = Heard()
    experiment = configuration.experiment.model_copy(update={"seed": seed})
    train(experiment, configuration.plan, listening(heard))
    return heard.records


def _median_first(reached: NDArray[np.bool_]) -> float:
    """Return the median epoch at which it is first so; beyond the last where it never is."""
    padded = np.pad(reached, ((0, 0), (0, 1)), constant_values=True)
    return float(np.median(padded.argmax(axis=1) + 1))
