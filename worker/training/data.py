"""The arrays that a run trains and validates on, and the order of its batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from math import prod
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from lehr.datasets.catalogue import AnyDataset
from lehr.datasets.loaders import load
from lehr.datasets.split import Rows, Validation, divide, encode, epoch_order, standardize
from lehr.experiments.experiment import Experiment
from lehr.experiments.records import Plan, Warned
from lehr.experiments.rows import absence
from worker.trainer import Report

Arrays = tuple[NDArray[np.float32], NDArray[Any]]
Tensors = tuple[tf.Tensor, ...]
"""Inputs and targets, rows first; nothing where there is no validation."""

KEPT = 16
"""Data sets that wait for the next run as they are; the least recently used one goes first."""
MAX_KEPT_NUMBERS = 1_000_000
"""Inputs of a data set that may be kept; a larger one takes longer to train on than to load."""


@dataclass(frozen=True, eq=False)
class Data:
    """What one run sees: inputs (rows, *shape) float32 and targets as its loss wants them."""

    train: Arrays
    validation: Arrays | None
    warnings: Sequence[Warned]
    """What only the rows could tell."""

    @cached_property
    def tensors(self) -> tuple[Tensors, Tensors]:
        """The same as tensors, to train and to validate on."""
        train, validation = (
            tuple(tf.constant(array) for array in arrays)
            for arrays in (self.train, self.validation or ())
        )
        return train, validation

    @cached_property
    def sha256(self) -> str:
        """The hash of all rows and labels, those to train on first."""
        hashed = sha256()
        for array in (*self.train, *(self.validation or ())):
            hashed.update(f"{array.dtype.str} {array.shape}".encode())
            hashed.update(array.tobytes())
        return hashed.hexdigest()


def prepare(experiment: Experiment, plan: Plan, report: Report) -> Data:
    """Load, scale, divide and encode a run's data, and warn of what only they could tell."""
    dataset, validation = experiment.dataset, experiment.validation
    is_drawn = validation is not None and validation.shuffle
    seed = (experiment.seed or 0) if is_drawn else 0
    is_small = dataset.samples * prod(dataset.shape) <= MAX_KEPT_NUMBERS
    data = (_kept if is_small else _prepared)(dataset, validation, seed, plan.encoding)
    if unforeseen := [warning for warning in data.warnings if warning not in plan.warnings]:
        report.warn(unforeseen)
    return data


def _prepared(dataset: AnyDataset, validation: Validation | None, seed: int, encoding: str) -> Data:
    examples = load(dataset)
    train, validated = divide(dataset.samples, validation, seed)
    scaled = standardize(examples.features, train) if dataset.standardize else examples.features
    targets = encode(examples.labels, encoding, dataset.classes)
    return Data(
        train=(scaled[train], targets[train]),
        validation=(scaled[validated], targets[validated]) if len(validated) else None,
        warnings=absence(examples.labels, train, dataset.classes),
    )


_kept = lru_cache(KEPT)(_prepared)


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
