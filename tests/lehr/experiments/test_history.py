"""Rows become columns named as Keras names them."""

from math import inf, nan
from uuid import uuid4

import orjson
import pytest

from lehr.experiments.history import EpochRecord, History, RunHistory
from lehr.experiments.lifecycle import Status
from lehr.experiments.reading import Traced

VALIDATED = EpochRecord(
    epoch=3, learning_rate=0.1, loss=0.5, val_loss=0.6, metrics=[0.9, 2.0], val_metrics=[0.8, 3.0]
)
ALONE = VALIDATED.model_copy(update={"val_loss": None, "val_metrics": None})
NAMES = ["accuracy", "mae"]
RUN = Traced(key=1, id=uuid4(), parameters={}, seed=7, rows=2)


def test_a_row_is_named_as_keras_names_it() -> None:
    assert VALIDATED.named(NAMES) == {
        "epoch": 3, "learning_rate": 0.1, "loss": 0.5, "accuracy": 0.9, "mae": 2.0,
        "val_loss": 0.6, "val_accuracy": 0.8, "val_mae": 3.0,
    }  # fmt: skip


def test_a_row_has_no_validation_columns_where_nothing_validates() -> None:
    assert list(ALONE.named(NAMES)) == ["epoch", "learning_rate", "loss", "accuracy", "mae"]


def test_a_row_without_metrics_has_its_losses() -> None:
    bare = VALIDATED.model_copy(update={"metrics": [], "val_metrics": []})
    assert list(bare.named([])) == ["epoch", "learning_rate", "loss", "val_loss"]


def test_a_row_of_other_metrics_than_promised_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        VALIDATED.named(["accuracy"])


def test_epochs_are_judged_by_validation_loss_where_there_is_one() -> None:
    assert (VALIDATED.judged_loss, ALONE.judged_loss) == (0.6, 0.5)


def test_columns_keep_their_order() -> None:
    columns = {name: [1.0, 2.0] for name in VALIDATED.named(NAMES)}
    history = RunHistory.of(RUN, columns)
    assert list(history.columns) == list(columns)
    assert history.columns["val_mae"] == [1.0, 2.0]


def test_values_that_are_not_finite_become_strings_in_json() -> None:
    odd = {"loss": [nan], "val_loss": [inf], "mae": [-inf]}
    runs = [RunHistory.of(RUN, {"epoch": [1], "learning_rate": [0.1], **odd})]
    history = History(id=RUN.id, status=Status.RUNNING, sampled=False, runs=runs)
    (told,) = orjson.loads(history.model_dump_json())["runs"]
    assert (told["loss"], told["val_loss"], told["mae"]) == (["NaN"], ["Infinity"], ["-Infinity"])
