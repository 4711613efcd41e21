"""How many rows to validate at once, where their scores don't depend on it."""

from math import prod

import keras
import tensorflow as tf

from .data import Tensors

AT_ONCE = 2**22
"""Numbers that the layers may put out together, unless those of one batch are more already."""


def validation_size(model: keras.Sequential, rows: Tensors, batch_size: int) -> int:
    """Return how many of the rows to validate at once: `batch_size` as in `fit`, or more.

    Metrics gather rows, however they come; at validation no layer sees more than one. So batches
    make a difference, beyond rounding, to a loss only that is not the mean of a number a row.
    """
    if not rows or not _is_mean_of_rows(model, rows):
        return batch_size
    outputs = sum(prod(layer.output.shape[1:]) for layer in model.layers)
    most: int = min(rows[0].shape[0], AT_ONCE // outputs)
    return max(batch_size, most)


def _is_mean_of_rows(model: keras.Sequential, rows: Tensors) -> bool:
    inputs, targets = (tf.zeros_like(array[:2]) for array in rows)
    losses = model.loss.call(targets, model(inputs, training=False))
    is_weighted = keras.src.backend.get_keras_mask(losses) is not None
    is_mean: bool = model.loss.reduction != "sum" and losses.shape == inputs.shape[:1]
    return is_mean and not is_weighted
