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


def assemble(experiment: Experiment) -> keras.Sequential:
    """Return the model, compiled and built; what is random in it follows the run's seed alone."""
    keras.utils.set_random_seed(experiment.seed or 0)
    keeps_losses = experiment.steps_history
    model = build_model(experiment.model, experiment.dataset.shape, keeps_losses=keeps_losses)
    optimizer = build_optimizer(experiment.optimizer)
    _, target = network(experiment)
    model.compile(
        optimizer=with_layer_rates(optimizer, model, experiment.layer_rates),
        loss=build_loss(target),
        metrics=build_metrics(target),
        jit_compile=False,
    )
    model.optimizer.build(model.trainable_variables)  # else Keras traces the update twice
    return model


def shortest(rate: np.float32) -> float:
    """Return the shortest decimal that reads back as the float32, as a preview prints it."""
    return float(str(rate))


def digest(model: keras.Model) -> str:
    """Return the SHA-256 of all weights, in Keras's order."""
    hashed = sha256()
    for weight in model.get_weights():
        hashed.update(np.ascontiguousarray(weight).tobytes())
    return hashed.hexdigest()
