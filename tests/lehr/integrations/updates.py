"""A training that keeps the rate of every update, for a model of one weight."""

from typing import Any

import keras
import numpy as np
from typing_extensions import override


@keras.saving.register_keras_serializable(package="tests")
class Recording(keras.optimizers.SGD):
    """Leaves the rate of an update as the model's weight."""

    @override
    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        variable.assign(keras.ops.zeros_like(variable) + learning_rate)


class Applied(keras.callbacks.Callback):
    """The rate of every update, as float32."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: list[np.float32] = []

    @override
    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.rates.append(self.model.get_weights()[0].ravel()[0])


def model(learning_rate: Any, **compiled: Any) -> keras.Model:
    """Return a model of one weight, which shows the rate that it was last updated with."""
    one_weight = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    one_weight.compile(optimizer=Recording(learning_rate), loss="mse", **compiled)
    return one_weight


def trained(model: keras.Model, epochs: int, *callbacks: Any) -> list[np.float32]:
    """Train for so many epochs of ten updates, and return the rates that were applied."""
    applied, rows = Applied(), np.ones((10, 1), np.float32)
    model.fit(
        rows,
        rows,
        batch_size=1,
        epochs=epochs,
        validation_data=(rows, rows),
        callbacks=[*callbacks, applied],
        verbose=0,
    )
    return applied.rates
