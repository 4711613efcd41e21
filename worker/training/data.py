"""The arrays that a run trains and validates on, and the order of its batches."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from lehr.datasets.loaders import load
from lehr.datasets.split import Rows, encode, epoch_order, standardize
from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Plan
from lehr.experiments.rows import absence, divided
from worker.trainer import Report

Arrays = tuple[NDArray[np.float32], NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Data:
    """What one run sees: inputs (rows, *shape) float32 and targets as its loss wants them."""

    train: Arrays
    validation: Arrays | None


def prepare(experiment: Experiment, plan: Plan, report: Report) -> Data:
    """Load, scale, divide and encode a run's data, and warn of what only they could tell."""
    dataset = experiment.dataset
    examples = load(dataset)
    train, validation = divided(experiment)
    scaled = standardize(examples.features, train) if dataset.standardize else examples.features
    targets = encode(examples.labels, plan.encoding, dataset.classes)
    unforeseen = [
        warning
        for warning in absence(examples.labels, train, dataset.classes)
        if warning not in plan.warnings
    ]
    if unforeseen:
        report.warn(unforeseen)
    return Data(
        train=(scaled[train], targets[train]),
        validation=(scaled[validation], targets[validation]) if len(validation) else None,
    )


def training_feed(data: Arrays, experiment: Experiment, done: int = 0) -> tf.data.Dataset:
    """Return the batches of all epochs behind `done`, one after the other, for one `fit`."""
    signature = tuple(tf.TensorSpec((None, *array.shape[1:]), array.dtype) for array in data)
    return tf.data.Dataset.from_generator(
        lambda: batches(data, experiment, done), output_signature=signature
    )


def validation_feed(data: Arrays | None, experiment: Experiment) -> tf.data.Dataset | None:
    """Return the validation rows in batches, in order."""
    if data is None:
        return None
    return tf.data.Dataset.from_tensor_slices(data).batch(experiment.batch_size)


def batches(data: Arrays, experiment: Experiment, done: int = 0) -> Iterator[Arrays]:
    """Yield the batches of every epoch behind `done`, the last of each as short as it is.

    The order of an epoch depends on (seed, epoch) alone: Keras's own shuffle repeats one order for
    ever once its seed is fixed.
    """
    inputs, targets = data
    for epoch in range(done + 1, experiment.epochs + 1):
        order = training_order(len(inputs), experiment, epoch)
        for start in range(0, len(order), experiment.batch_size):
            rows = order[start : start + experiment.batch_size]
            yield inputs[rows], targets[rows]


def training_order(rows: int, experiment: Experiment, epoch: int) -> Rows:
    """Return the order of so many training rows in an epoch, counted from 1."""
    if not experiment.shuffle:
        return np.arange(rows, dtype=np.int32)
    return epoch_order(rows, experiment.seed or 0, epoch)
