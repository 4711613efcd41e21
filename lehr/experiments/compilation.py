"""What the compiled trainer can do with an experiment, told from the experiment alone."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

from .arguments import with_defaults
from .components import Component, LayerSpec
from .experiment import Experiment
from .records import Plan
from .shapes import Architecture
from .vocabulary import Section, vocabulary

HYPERPARAMETERS = (
    "momentum",
    "rho",
    "beta_1",
    "beta_2",
    "adam_beta_1",
    "adam_beta_2",
    "weight_decay",
)
"""Numbers that Keras's optimizers read anew at each update: inputs of a program, unless 0."""

STRUCTURE = ("loss", "metrics", "batch_size", "layer_rates", "steps_history")
"""Further parts of an experiment that make another program."""


def obstacle(architecture: Architecture) -> str | None:
    """Return why a model cannot be compiled, or None where nothing is known to be in the way.

    Keras refuses an index that an embedding does not have; XLA takes the nearest one. The data's
    own indices can be checked before training, computed ones cannot.
    """
    if architecture.computed_indices:
        return "an embedding behind layers with weights is not compiled: XLA checks no indices"
    return None


def program(experiment: Experiment, plan: Plan) -> str:
    """Return a name that runs have in common if they can share a compiled program.

    The experiment and its plan must be resolved. Rates, hyperparameters, seeds, epochs and the
    data's values are inputs of a program; the shapes of the data, the model and the loss are it.
    """
    parts = [
        [_layer(layer) for layer in experiment.model.layers],
        _update(experiment.optimizer),
        experiment.model_dump(mode="json", include=set(STRUCTURE)),
        [experiment.dataset.shape, experiment.dataset.classes, plan.encoding],
        [plan.train_rows, plan.validation_rows],
    ]
    return sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def hyperparameters(optimizer: Component) -> dict[str, float]:
    """Return the numbers of an optimizer that are inputs of its program."""
    _, arguments = _written(vocabulary().optimizers, optimizer.name, optimizer.arguments)
    return {name: arguments[name] for name in HYPERPARAMETERS if arguments.get(name)}


def _layer(layer: LayerSpec) -> list[Any]:
    return _written(vocabulary().layers, layer.layer, layer.arguments)


def _update(optimizer: Component) -> list[Any]:
    name, arguments = _written(vocabulary().optimizers, optimizer.name, optimizer.arguments)
    return [name, arguments | dict.fromkeys(hyperparameters(optimizer), "an input")]


def _written(section: Section[Any], name: str, given: Mapping[str, Any]) -> list[Any]:
    known = section.find(name) or name
    arguments = with_defaults(section.entries[known], given)
    return [known, {key: _number(value) for key, value in arguments.items()}]


def _number(value: object) -> object:
    """Write 1 and 1.0, which are the same to Keras, the same way."""
    return float(value) if type(value) is int else value
