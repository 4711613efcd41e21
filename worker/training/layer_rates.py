"""Optimizers whose learning rate differs from layer to layer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import keras
import tensorflow as tf
from typing_extensions import override


class ScaledRates(keras.optimizers.Optimizer):
    """Put before an optimizer's class: every weight is updated at a multiple of the rate.

    Decoupled weight decay goes by the rate, and so by its multiple. A weight whose multiplier is 0
    is left alone by both. Gradients are clipped before, those of all weights together.
    """

    multipliers: Sequence[float]
    """In the order of the weights that the optimizer is built with."""
    _decays_at = 1.0

    @override
    def update_step(self, gradient: Any, variable: Any, learning_rate: tf.Tensor) -> None:
        if multiplier := self._multiplier(variable):
            super().update_step(gradient, variable, learning_rate * multiplier)

    @override
    def _apply_weight_decay(self, variables: Sequence[Any]) -> None:
        for variable in variables:
            if multiplier := self._multiplier(variable):
                with self._decaying_at(multiplier):
                    super()._apply_weight_decay([variable])

    @override
    def _get_current_learning_rate(self) -> Any:
        rate = super()._get_current_learning_rate()
        return rate if self._decays_at == 1 else rate * self._decays_at

    def _multiplier(self, variable: Any) -> float:
        index: int = self._get_variable_index(variable)
        return self.multipliers[index]

    @contextmanager
    def _decaying_at(self, multiplier: float) -> Iterator[None]:
        self._decays_at = multiplier
        yield
        self._decays_at = 1.0


def with_layer_rates(
    optimizer: keras.optimizers.Optimizer, model: keras.Sequential, layer_rates: Mapping[str, float]
) -> keras.optimizers.Optimizer:
    """Return an optimizer like the given one, with multiples of its rate for layers by their names.

    It must not be built yet; it is to be built with the model's trainable variables.
    """
    if not layer_rates:
        return optimizer
    scaled = _scaled(optimizer.__class__).from_config(optimizer.get_config())
    scaled.multipliers = [
        layer_rates.get(layer.name, 1.0) for layer in model.layers for _ in layer.trainable_weights
    ]
    return scaled


@cache
def _scaled(kind: Any) -> Any:
    return type(kind.__name__, (ScaledRates, kind), {})
