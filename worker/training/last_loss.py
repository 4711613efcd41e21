"""A model that remembers what its last update minimised."""

from typing import Any

import keras
import tensorflow as tf
from typing_extensions import override


class LastLossModel(keras.Sequential):
    """Trains as Keras's own does, and keeps the loss of the last update in `last_loss`.

    It is that of the update's own batch before the weights change, regularisation included.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.last_loss = tf.Variable(float("nan"), trainable=False)

    @override
    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> tf.Tensor:
        loss = super().compute_loss(x, y, y_pred, sample_weight, training)
        if training:
            self.last_loss.assign(loss)
        return loss
