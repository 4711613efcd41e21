"""Put together what every trainer trains: a model with its optimizer, loss and metrics."""

from hashlib import sha256

import keras
import numpy as np

from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import network

from .layer_rates import with_layer_rates
from .models import build_model
from .objectives import build_loss, build_metrics
from .optimizers import build_optimizer
from .start import Start, making


def assemble(experiment: Experiment) -> keras.Sequential:
    """Return the model, compiled and built, where a run of the experiment's seed starts."""
    model, start = restartable(experiment)
    start(experiment.seed or 0)
    return model


def restartable(experiment: Experiment) -> tuple[keras.Sequential, Start]:
    """Return the model, compiled and built, and what puts it where a run of a seed starts."""
    shape, keeps_losses = experiment.dataset.shape, experiment.steps_history
    with making() as made:
        model = build_model(experiment.model, shape, keeps_losses=keeps_losses)
        optimizer = build_optimizer(experiment.optimizer)
        optimizer = with_layer_rates(optimizer, model, experiment.layer_rates)
        optimizer.build(model.trainable_variables)  # else Keras traces the update twice
    _, target = network(experiment)
    loss, metrics = build_loss(target), build_metrics(target)
    model.compile(optimizer=optimizer, loss=loss, metrics=metrics, jit_compile=False)
    return model, Start(model, made)


def shortest(rate: np.float32) -> float:
    """Return the shortest decimal that reads back as the float32, as a preview prints it."""
    return float(str(rate))


def digest(model: keras.Model) -> str:
    """Return the SHA-256 of all weights, in Keras's order."""
    hashed = sha256()
    for weight in model.get_weights():
        hashed.update(np.ascontiguousarray(weight).tobytes())
    return hashed.hexdigest()
