"""Which rows train and validate is known before any data is loaded."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from lehr.errors import InvalidRequest
from lehr.experiments.experiment import Experiment
from lehr.experiments.rows import absence, divided


def experiment(body: dict[str, Any], **changes: object) -> Experiment:
    return Experiment.model_validate(body | changes)


def test_the_last_rows_validate_as_keras_takes_them(body: dict[str, Any]) -> None:
    train, validation = divided(experiment(body))
    assert_array_equal(train, np.arange(235))
    assert_array_equal(validation, np.arange(235, 351))


def test_shuffled_rows_are_drawn_by_the_seed(body: dict[str, Any]) -> None:
    shuffled = {"split": 0.33, "shuffle": True}
    seven, again = (divided(experiment(body, validation=shuffled)) for _ in range(2))
    eight = divided(experiment(body, validation=shuffled, seed=8))
    assert_array_equal(seven.train, again.train)
    assert not np.array_equal(seven.train, eight.train)


def test_every_row_trains_where_nothing_validates(body: dict[str, Any]) -> None:
    train, validation = divided(experiment(body, validation=None))
    assert (len(train), len(validation)) == (351, 0)


def test_a_batch_may_hold_every_training_row(body: dict[str, Any]) -> None:
    assert len(divided(experiment(body, batch_size=235)).train) == 235


def test_a_batch_of_more_than_the_training_rows_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        divided(experiment(body, batch_size=236))
    (violation,) = refusal.value.violations
    assert violation.pointer == "/batch_size"
    assert violation.detail == "`batch_size` must be <= the 235 training rows; received 236"


def test_a_class_without_a_training_row_is_warned_of() -> None:
    (warned,) = absence([0, 0, 1, 2], np.array([0, 1], np.int32), 3)
    assert warned.code == "class-not-trained"
    assert "of class 1, 2" in warned.detail


def test_nothing_is_warned_of_where_every_class_trains() -> None:
    assert absence([0, 1, 2], np.array([0, 1, 2], np.int32), 3) == []
