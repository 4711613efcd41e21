"""A trained model as a file that plain Keras opens."""

from pathlib import Path
from tempfile import TemporaryDirectory

import keras

from lehr.experiments.experiment import Experiment

from .assembly import restartable

OWN = {"layer_rates": {}, "steps_history": False}
"""What of an experiment Keras has no classes for: it matters while a model trains, not behind."""


def saved(experiment: Experiment, trained: keras.Model) -> bytes:
    """Return a `.keras` file with weights, optimizer and its slots, loss and metrics."""
    model, _ = restartable(experiment.model_copy(update=OWN))
    model.set_weights(trained.get_weights())
    slots = zip(model.optimizer.variables, trained.optimizer.variables, strict=True)
    for slot, value in slots:
        slot.assign(value)
    with TemporaryDirectory() as directory:
        path = Path(directory) / "model.keras"
        model.save(path)
        return path.read_bytes()
