"""Make Keras's objects from the names and arguments that a client gave."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

import keras

from lehr.experiments.arguments import component_of
from lehr.experiments.vocabulary import Kind, vocabulary

KerasObject: TypeAlias = (
    keras.layers.Layer | keras.optimizers.Optimizer | keras.losses.Loss | keras.metrics.Metric
)


def build(module: str, name: str, arguments: Mapping[str, Any], /, **more: object) -> KerasObject:
    """Return an instance of the class of `keras.<module>` that `name` stands for.

    The name and the arguments must be valid by the vocabulary; `more` is passed as it is.
    """
    section = getattr(vocabulary(), module)
    found = section.find(name)
    kinds = section.entries[found].arguments
    given = {key: _converted(kinds[key].kind, value) for key, value in arguments.items()}
    return getattr(getattr(keras, module), found)(**given | more)


def _converted(kind: Kind, value: object) -> object:
    return value if value is None or kind not in CONVERSIONS else CONVERSIONS[kind](value)


def _nested(module: str, value: str | Mapping[str, Any]) -> KerasObject:
    name, arguments = component_of(value)
    return build(module, name, arguments)


def _activation(value: str | Mapping[str, Any]) -> str | None:
    return vocabulary().activations.find(component_of(value)[0])


def _floats(values: list[float]) -> list[float]:
    return [float(value) for value in values]


CONVERSIONS: dict[Kind, Callable[[Any], object]] = {
    Kind.NUMBER: float,
    Kind.NUMBERS: _floats,
    Kind.SHAPE: tuple,
    Kind.ACTIVATION: _activation,
    Kind.INITIALIZER: partial(_nested, "initializers"),
    Kind.REGULARIZER: partial(_nested, "regularizers"),
    Kind.CONSTRAINT: partial(_nested, "constraints"),
}
"""What Keras wants in place of JSON's value: SGD, for one, takes a momentum of 0.0 but not of 0."""
