"""Hold indices against the tables that they are looked up in; XLA would take the nearest row."""

import keras
import tensorflow as tf

from .data import Data


def check_indices(model: keras.Sequential, data: Data) -> None:
    """Raise ValueError where an embedding would be asked for a row that it does not have.

    No layer before an embedding may have weights, so that this holds for all of the training.
    """
    for place, layer in enumerate(model.layers):
        if isinstance(layer, keras.layers.Embedding):
            for inputs, _ in filter(None, (data.train, data.validation)):
                _check(layer, _after(model.layers[:place], tf.constant(inputs)))


def _after(layers: list[keras.layers.Layer], values: tf.Tensor) -> tf.Tensor:
    for layer in layers:
        values = layer(values, training=False)
    return values


def _check(layer: keras.layers.Embedding, values: tf.Tensor) -> None:
    indices, rows = tf.cast(values, tf.int32), layer.input_dim
    low, high = int(tf.reduce_min(indices)), int(tf.reduce_max(indices))
    if low < -rows or high >= rows:  # Keras counts those below 0 from the end
        rule = f"{layer.name} takes indices from {-rows} to {rows - 1}"
        raise ValueError(f"{rule}; the data have indices from {low} to {high}")
