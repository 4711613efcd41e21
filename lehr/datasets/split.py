"""Which rows train and which validate, in what order, and the arrays that a model is fed."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from lehr.errors import InvalidRequest, Violation

Rows = NDArray[np.int32]
"""Row numbers from 0."""

VALIDATION_DRAW = 0
"""The place of the validation draw among a seed's orders; epochs count from 1."""


class Validation(BaseModel):
    """The part of the rows that validates: the last ones, as Keras's `validation_split` has it."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    split: float = Field(gt=0, lt=1)
    """The fraction of the rows."""
    shuffle: bool = False
    """Whether the seed orders the rows before the last ones are taken."""


class Division(NamedTuple):
    """The row numbers on either side of the split."""

    train: Rows
    validation: Rows


def divide(rows: int, validation: Validation | None, seed: int) -> Division:
    """Return which of so many rows train and which validate; all train where `validation` is None.

    Raises InvalidRequest for /validation/split where one side would have no row.
    """
    if validation is None:
        return Division(np.arange(rows, dtype=np.int32), np.arange(0, dtype=np.int32))
    split_at = _split_at(rows, validation.split)
    in_file = np.arange(rows, dtype=np.int32)
    order = _order(rows, seed, VALIDATION_DRAW) if validation.shuffle else in_file
    return Division(order[:split_at], order[split_at:])


def epoch_order(rows: int, seed: int, epoch: int) -> Rows:
    """Return the order of so many rows in an epoch, counted from 1.

    It depends on the arguments alone: an epoch that is trained again has the order it had.
    """
    if epoch < 1:
        raise ValueError(f"`epoch` must be >= 1; received {epoch}")
    return _order(rows, seed, epoch)


def absent_classes(
    labels: Sequence[int] | NDArray[np.int32], train_indices: Rows, classes: int
) -> list[int]:
    """Return the classes that no training row has."""
    present = set(np.asarray(labels)[train_indices].tolist())
    return [label for label in range(classes) if label not in present]


def standardize(features: NDArray[np.float32], train_indices: Rows) -> NDArray[np.float32]:
    """Scale every input to mean 0 and population standard deviation 1 of the training rows.

    Both are computed in float64. An input that is constant there is divided by 1.
    """
    train = features[train_indices].astype(np.float64)
    deviation = train.std(axis=0)
    # Exactly 0 for a constant input: float64 adds equal float32 numbers without rounding.
    divisor = np.where(deviation == 0, 1.0, deviation)
    scaled: NDArray[np.float64] = (features - train.mean(axis=0)) / divisor
    return scaled.astype(np.float32)


def encode(
    labels: NDArray[np.int32], encoding: str, classes: int
) -> NDArray[np.float32] | NDArray[np.int32]:
    """Return the targets that a loss wants of (n,) labels.

    `binary`: float32 (n, 1); `one_hot`: float32 (n, classes); `index`: int32 (n,).
    """
    match encoding:
        case "binary":
            return labels.astype(np.float32)[:, np.newaxis]
        case "one_hot":
            return np.eye(classes, dtype=np.float32)[labels]
        case "index":
            return labels.astype(np.int32)
        case _:
            raise ValueError(f"`encoding` must be binary, one_hot or index; received {encoding}")


def _split_at(rows: int, split: float) -> int:
    # Keras's own arithmetic: n - floor(n * split) would differ, for 351 rows at 0.33 as well.
    split_at = math.floor(rows * (1.0 - split))
    if 0 < split_at < rows:
        return split_at
    rule = "`split` must leave rows for training and for validation"
    received = f"received {split} of {rows} rows: {split_at} and {rows - split_at}"
    raise InvalidRequest([Violation("/validation/split", f"{rule}; {received}")])


def _order(rows: int, seed: int, place: int) -> Rows:
    # NumPy promises that Philox's raw numbers stay the same for ever, not what permutation()
    # makes of them; a reproduced run needs the former.
    numbers = np.random.Philox(key=np.array([seed, place], dtype=np.uint64)).random_raw(rows)
    return np.argsort(numbers, kind="stable").astype(np.int32)
