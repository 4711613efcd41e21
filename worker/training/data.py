"""The arrays that a run trains and validates on, and the order of its batches."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from lehr.datasets.loaders import load
from lehr.datasets.split import encode, epoch_order, standardize
from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Warned
from lehr.experiments.rows import absence, divided

Arrays = tuple[NDArray[np.float32], NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Data:
    """What one run sees: inputs (rows, *shape) float32 and targets as its loss wants them."""

    train: Arrays
    validation: Arrays | None
    warnings: list[Warned]


def prepare(experiment: Experiment, encoding: str) -> Data:
    """Load, scale, divide and encode an experiment's data set."""
    dataset = experiment.dataset
    examples = load(dataset)
    train, validation = divided(experiment)
    scaled = standardize(examples.features, train) if dataset.standardize else examples.features
    targets = encode(examples.labels, encoding, dataset.classes)
    return Data(
        train=(scaled[train], targets[train]),
        validation=(scaled[validation], targets[validation]) if len(validation) else None,
        warnings=absence(examples.labels, train, dataset.classes),
    )


def training_feed(data: Arrays, experiment: Experiment) -> tf.data.Dataset:
    """Return the batches of all epochs, one after the other, for one call of `fit`."""
    signature = tuple(tf.TensorSpec((None, *array.shape[1:]), array.dtype) for array in data)
    return tf.data.Dataset.from_generator(
        lambda: batches(data, experiment), output_signature=signature
    )


def validation_feed(data: Arrays | None, experiment: Experiment) -> tf.data.Dataset | None:
    """Return the validation rows in batches, in order."""
    if data is None:
        return None
    return tf.data.Dataset.from_tensor_slices(data).batch(experiment.batch_size)


def batches(data: Arrays, experiment: Experiment) -> Iterator[Arrays]:
    """Yield the batches of every epoch, one after the other, the last of each as short as it is.

    The order of an epoch depends on (seed, epoch) alone: Keras's own shuffle repeats one order for
    ever once its seed is fixed.
    """
    inputs, targets = data
    for epoch in range(1, experiment.epochs + 1):
        order = _order(len(inputs), experiment, epoch)
        for start in range(0, len(order), experiment.batch_size):
            rows = order[start : start + experiment.batch_size]
            yield inputs[rows], targets[rows]


def _order(rows: int, experiment: Experiment, epoch: int) -> NDArray[np.int32]:
    if not experiment.shuffle:
        return np.arange(rows, dtype=np.int32)
    return epoch_order(rows, experiment.seed or 0, epoch)
