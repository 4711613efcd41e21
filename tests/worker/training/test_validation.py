"""Validation in larger batches than `fit` takes: only where the scores are the same."""

from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from lehr.experiments.encoding import Encoding
from lehr.experiments.vocabulary import vocabulary
from tests.worker.training.runs import HIDDEN, OUTPUT, largest_difference, resolved, trained
from worker.training.assembly import restartable
from worker.training.compiled import CompiledTrainer
from worker.training.components import build
from worker.training.fit import fit
from worker.training.validation import AT_ONCE, validation_size

ROWS, CLASSES, BATCH = 50, 3, 16
INDEXED = {"name": "sparse_categorical_crossentropy", "ignore_class": 1}
DIFFERENT: list[dict[str, Any]] = [
    {"loss": "dice"},
    {"loss": "tversky"},
    {"loss": {"name": "mse", "reduction": "sum"}},
    {"loss": INDEXED},
]


def size(*, rows: int = ROWS, **changes: Any) -> int:
    model, _ = restartable(resolved(**changes)[0])
    labels = tf.zeros((rows,) if changes.get("loss") is INDEXED else (rows, CLASSES))
    return validation_size(model, (tf.zeros((rows, 4)), labels), BATCH)


def test_a_mean_over_rows_is_taken_at_once() -> None:
    assert size() == ROWS


def test_no_more_rows_are_taken_than_fit_in_memory() -> None:
    wide = {"layers": [HIDDEN | {"units": 2**17 - 3}, OUTPUT]}
    assert size(rows=100, model=wide) == AT_ONCE // 2**17 == 32


@pytest.mark.parametrize("changes", DIFFERENT, ids=str)
def test_where_the_batches_tell_they_are_those_of_fit(changes: dict[str, Any]) -> None:
    assert size(**changes) == BATCH


@pytest.mark.parametrize("name", sorted(vocabulary().metrics.entries.keys() - {"Accuracy"}))
def test_a_metric_is_the_same_however_the_rows_come(name: str) -> None:
    entry = vocabulary().metrics.entries[name]
    targets, outputs = scored(Encoding(entry.encodings[-1]))
    required = {
        key: argument.choices[0] if argument.choices else 0.5
        for key, argument in entry.arguments.items()
        if argument.required
    }
    batched, whole = (build("metrics", name, required) for _ in range(2))
    for first in range(0, ROWS, BATCH):
        rows = slice(first, first + BATCH)
        batched.update_state(targets[rows], outputs[rows])
    whole.update_state(targets, outputs)
    np.testing.assert_allclose(batched.result(), whole.result(), rtol=1e-5)


def scored(encoding: Encoding) -> tuple[Any, Any]:
    """Return targets, and what a model might put out for them."""
    numbers = np.random.default_rng(0)
    width = 1 if encoding is Encoding.BINARY else CLASSES
    outputs = numbers.dirichlet(np.ones(width + 1), ROWS)[:, :width].astype(np.float32)
    labels = numbers.integers(0, max(2, width), ROWS)
    if encoding is Encoding.INDEX:
        return labels, outputs
    one_hot = keras.utils.to_categorical(labels, CLASSES)
    return (one_hot if width > 1 else labels[:, None].astype(np.float32)), outputs


def test_a_loss_that_depends_on_the_batches_is_that_of_fit() -> None:
    ours, theirs = (trained(train, loss="dice", epochs=3) for train in (CompiledTrainer(), fit))
    assert largest_difference(ours, theirs) < 5e-5
