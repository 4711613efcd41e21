"""How much sooner the compiled trainer is done than Keras's own `fit`: `make bench-train`."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord
from lehr.experiments.plan import resolve
from lehr.experiments.records import Plan
from lehr.settings import Settings
from worker.trainer import Report
from worker.training.compiled import CompiledTrainer
from worker.training.data import Data, prepare

RUNS = 20
EPOCHS = 200
FITTED_RUNS, FITTED_EPOCHS = 3, 20
"""Of `fit`, whose epochs all cost the same: a whole run is reckoned from so many."""
COLD_RUNS = 3
BLOBS: dict[str, Any] = {
    "dataset": {
        "name": "blobs",
        "samples": 1000,
        "centers": 3,
        "features": 2,
        "cluster_std": 2.0,
        "seed": 2,
    },
    "model": {
        "layers": [
            {
                "layer": "Dense",
                "units": 50,
                "activation": "relu",
                "kernel_initializer": "he_uniform",
            },
            {"layer": "Dense", "units": 3, "activation": "softmax"},
        ]
    },
    "optimizer": {"name": "SGD", "momentum": 0.9},
    "schedule": {"kind": "constant", "learning_rate": 0.01},
    "epochs": EPOCHS,
    "validation": {"split": 0.5},
    "shuffle": False,
}
"""The documents' network: 500 rows in batches of 32, and as many to validate on."""


def main() -> None:
    """Print medians of both trainers in this process, and their ratios."""
    fitted = [seconds(fit, seed) * EPOCHS / FITTED_EPOCHS for seed in range(FITTED_RUNS)]
    cold = [seconds(compiled(CompiledTrainer()), seed) for seed in range(COLD_RUNS)]
    train = compiled(CompiledTrainer())
    train(0)
    warm = [seconds(train, seed) for seed in range(RUNS)]
    for what, measured in (("Keras's fit", fitted), ("compiled", cold), ("compiled, warm", warm)):
        ratio = median(fitted) / median(measured)
        worst = f"{max(measured):8.3f} s worst of {len(measured)}"
        print(f"{what:16} {median(measured):8.3f} s median {worst} {ratio:8.1f} x")
    print(f"{'loss differs by':16} {difference():8.1e} at most, relative")


def seconds(train: Callable[[int], object], seed: int) -> float:
    """Return how long one run takes."""
    began = perf_counter()
    train(seed)
    return perf_counter() - began


def compiled(train: CompiledTrainer) -> Callable[[int], NDArray[np.float64]]:
    """Return what trains a run and returns its losses, data and model made anew each time."""

    def losses(seed: int) -> NDArray[np.float64]:
        records: list[EpochRecord] = []
        train(*described(seed), report(records))
        return np.array([record.loss for record in records])

    return losses


def fit(seed: int) -> NDArray[np.float64]:
    """Train some epochs as the tutorial does, and return their losses."""
    data = prepare(*described(seed), report([]))
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(50, "relu", kernel_initializer="he_uniform"),
            keras.layers.Dense(3, "softmax"),
        ]
    )
    optimizer = keras.optimizers.SGD(0.01, momentum=0.9)
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(*data.train, **fitting(data)).history
    return np.array(history["loss"])


def fitting(data: Data) -> dict[str, Any]:
    """Return the arguments of Keras's `fit`."""
    return {
        "validation_data": data.validation,
        "epochs": FITTED_EPOCHS,
        "batch_size": 32,
        "shuffle": False,
        "verbose": 0,
    }


def described(seed: int) -> tuple[Experiment, Plan]:
    """Return the run of a seed as a worker gets it."""
    return resolve(Experiment.model_validate(BLOBS | {"seed": seed}), Settings())


def report(records: list[EpochRecord]) -> Report:
    """Return a report that keeps the epochs."""
    return Report(records.append, lambda _: None, heed=lambda: None, warn=lambda _: None)


def difference() -> float:
    """Return the largest relative difference of an epoch's loss between the trainers."""
    ours, theirs = compiled(CompiledTrainer())(1)[:FITTED_EPOCHS], fit(1)
    return float(np.abs(ours / theirs - 1).max())


if __name__ == "__main__":
    main()
