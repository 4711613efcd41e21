"""A compiled program: the whole training of runs that differ in nothing but inputs."""

from math import inf
from time import perf_counter
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from lehr.datasets.split import Rows
from lehr.experiments.compilation import hyperparameters
from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Plan
from lehr.schedules import FloatArray

from .assembly import restartable
from .data import Data
from .embeddings import check_indices
from .epoch_loop import EpochLoop
from .hyperparameters import as_inputs
from .validation import validation_size

CHUNK_SECONDS = 0.5
"""How long one call takes, if a single epoch takes no longer: meanwhile no order is heard."""
MAX_EPOCHS = 256
"""Of one call, so that its inputs stay small."""
MAX_ORDERED = 2**20
"""Row numbers in the orders of one call, if a single epoch has no more."""


class EpochScores(NamedTuple):
    """What an epoch left."""

    learning_rate: np.float32
    """Of the last update, as the optimizer has it."""
    max_abs_error: np.float32
    """The largest distance between a rate that the optimizer used and the one it was given."""
    trained: FloatArray
    """Loss and metrics."""
    validated: FloatArray
    """Likewise of the validation rows; empty where there are none."""
    steps: FloatArray
    """Rate and loss of each update (updates, 2), of none unless they are kept."""


class Program:
    """Trains any number of runs of one shape, one at a time: load a run, then train its epochs.

    The constructor compiles for a run and for data of its shape; it raises what Keras and XLA do.
    """

    def __init__(self, experiment: Experiment, plan: Plan, data: Data) -> None:
        self.model, self._start = restartable(experiment)
        self._hyperparameters = as_inputs(self.model.optimizer)
        self._columns = ["loss", *plan.metric_names]
        self._data = data.tensors
        self._make_metrics()
        rows, batch_size = plan.train_rows, experiment.batch_size
        self._capacity = max(1, min(MAX_EPOCHS, MAX_ORDERED // rows))
        self._orders = np.zeros((self._capacity, rows), np.int32)
        self._rates = np.zeros((self._capacity, plan.steps_per_epoch), np.float32)
        loop = EpochLoop(
            self.model,
            batch_size=batch_size,
            validation_size=validation_size(self.model, self._data[1], batch_size),
            columns=self._columns,
        )
        self._loop = tf.function(loop, jit_compile=True, autograph=False)
        self.train(self._orders[:0], self._rates[:0])
        self._epoch_seconds = inf

    def load(self, experiment: Experiment, data: Data) -> None:
        """Begin a run: its data, hyperparameters, initial weights, slots and random state.

        Raises ValueError where an embedding lacks an index that is in the data.
        """
        check_indices(self.model, data)
        self._data = data.tensors
        for name, number in hyperparameters(experiment.optimizer).items():
            self._hyperparameters[name].assign(number)
        self._start(experiment.seed or 0)

    @property
    def chunk(self) -> int:
        """How many epochs to train in one call, by the time that the last one took."""
        return max(1, min(self._capacity, int(CHUNK_SECONDS / self._epoch_seconds)))

    def train(self, orders: Rows, rates: FloatArray) -> list[EpochScores]:
        """Train as many epochs as there are orders, at most `chunk`.

        orders (epochs, training rows); rates (epochs, updates), float32.
        """
        began, epochs = perf_counter(), len(orders)
        self._orders[:epochs], self._rates[:epochs] = orders, rates
        table = self._loop(*self._data, self._orders, self._rates, np.int32(epochs)).numpy()
        self._epoch_seconds = (perf_counter() - began) / max(1, epochs)
        return [self._scores(row) for row in table[:epochs]]

    def finish(self) -> None:
        """Leave the model as Keras's `fit` leaves it: averaged, where its optimizer averages."""
        self.model.optimizer.finalize_variable_values(self.model.trainable_weights)

    def _make_metrics(self) -> None:
        # Some metrics make their variables when they first see labels, which no loop may do.
        train, _ = self._data
        self.model.test_step(tuple(tf.zeros_like(array[:1]) for array in train))

    def _scores(self, row: FloatArray) -> EpochScores:
        columns, (_, validation) = len(self._columns), self._data
        parts = np.cumsum([2, columns, columns if validation else 0])
        (rate, error), trained, validated, steps = np.split(row, parts)
        return EpochScores(rate, error, trained, validated, steps.reshape(-1, 2))
