"""What is compiled: Keras's own steps of training and validation, in loops."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

import keras
import tensorflow as tf

from .data import Tensors
from .last_loss import LastLossModel

Tensor: TypeAlias = tf.Tensor
State = TypeVar("State")
Body: TypeAlias = Callable[[Tensor, int, State], State]
"""From a batch's number, its size and a state to the next state."""


class EpochLoop:
    """Trains and validates epochs as Keras's `fit` does; to be traced, not called eagerly."""

    def __init__(
        self,
        model: keras.Model,
        *,
        batch_size: int,
        validation_size: int,
        columns: Sequence[str],
    ) -> None:
        self._model = model
        self._batch_size = batch_size
        self._validation_size = validation_size
        self._columns = columns

    def __call__(
        self, train: Tensors, validation: Tensors, orders: Tensor, rates: Tensor, epochs: Tensor
    ) -> Tensor:
        """Train `epochs` epochs by orders (capacity, rows) and float32 rates (capacity, updates).

        Returns (capacity, ...): the rate that the optimizer used last, the largest distance of a
        used rate from the given one, the columns, the columns of the validation rows, and, where
        the model keeps its losses, rate and loss of one update after the other.
        """

        def body(epoch: Tensor, table: Tensor) -> tuple[Tensor, Tensor]:
            trained, steps = self._train(train, orders[epoch], rates[epoch])
            scores = tf.stack([*trained, *self._validate(validation)])
            row = tf.concat([scores, tf.reshape(steps, [-1])], 0)
            return epoch + 1, _written(table, epoch, row)

        capacity, updates = rates.shape
        width = 2 + len(self._columns) * (2 if validation else 1) + 2 * self._kept(updates)
        start = 0, tf.zeros((capacity, width))
        _, table = tf.while_loop(lambda epoch, _: epoch < epochs, body, start)
        return table

    def _train(self, data: Tensors, order: Tensor, rates: Tensor) -> tuple[list[Tensor], Tensor]:
        learning_rate = self._model.optimizer.learning_rate

        def update(batch: Tensor, size: int, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
            error, steps = state
            rows = tf.slice(order, [batch * self._batch_size], [size])
            learning_rate.assign(rates[batch])
            self._model.train_step(tuple(tf.gather(array, rows) for array in data))
            error = tf.maximum(error, tf.abs(learning_rate - rates[batch]))
            return error, self._noted(steps, batch)

        self._model.reset_metrics()
        nothing = tf.zeros((self._kept(rates.shape[0]), 2))
        state = tf.constant(0.0), nothing
        error, steps = _over_batches(data, self._batch_size, update, state)
        return [learning_rate.value, error, *self._results()], steps

    def _kept(self, updates: int) -> int:
        return updates if isinstance(self._model, LastLossModel) else 0

    def _noted(self, steps: Tensor, batch: Tensor) -> Tensor:
        if not self._kept(1):
            return steps
        row = tf.stack([self._model.optimizer.learning_rate.value, self._model.last_loss])
        return _written(steps, batch, row)

    def _validate(self, data: Tensors) -> list[Tensor]:
        def test(batch: Tensor, size: int, tested: Tensor) -> Tensor:
            first = batch * self._validation_size
            self._model.test_step(tuple(_slice(array, first, size) for array in data))
            return tested + size

        if not data:
            return []
        self._model.reset_metrics()
        _over_batches(data, self._validation_size, test, tf.constant(0))
        return self._results()

    def _results(self) -> list[Tensor]:
        results = self._model.get_metrics_result()
        return [tf.cast(results[column], tf.float32) for column in self._columns]


def _over_batches(data: Tensors, batch_size: int, body: Body[State], state: State) -> State:
    """Loop over the full batches; a shorter last one is traced on its own.

    Padded to the others' size, it would change what batch normalisation sees.
    """
    full, rest = divmod(data[0].shape[0], batch_size)

    def step(batch: Tensor, state: State) -> tuple[Tensor, State]:
        return batch + 1, body(batch, batch_size, state)

    if full:
        _, state = tf.while_loop(lambda batch, _: batch < full, step, (0, state))
    return body(tf.constant(full), rest, state) if rest else state


def _written(table: Tensor, place: Tensor, row: Tensor) -> Tensor:
    return tf.tensor_scatter_nd_update(table, [[place]], row[None])


def _slice(array: Tensor, first: Tensor, size: int) -> Tensor:
    begin: list[Any] = [first, *[0] * (len(array.shape) - 1)]
    return tf.slice(array, begin, [size, *array.shape[1:]])
