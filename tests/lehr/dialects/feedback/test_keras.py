"""The plateau of Keras, as far as it can be told without Keras."""

from math import nan

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.schedules import Feedback

PLATEAU = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 1, "factor": 0.5}


def halved(metric: list[float], **parameters: object) -> list[float]:
    schedule = parse({**PLATEAU, "patience": 2, **parameters})
    assert isinstance(schedule, Feedback)
    return list(map(float, schedule.replay(metric)))


def test_the_rate_is_kept_in_float32() -> None:
    schedule = parse({**PLATEAU, "initial_learning_rate": 0.1, "factor": 0.1, "patience": 1})
    assert isinstance(schedule, Feedback)
    reduced = np.float32(float(np.float32(0.1)) * 0.1)
    assert schedule.replay([1, 1, 1], "float64").tolist() == [
        *[float(np.float32(0.1))] * 2,
        reduced,
    ]


def test_a_cooldown_of_one_is_none() -> None:
    assert halved([5] * 9, cooldown=1) == halved([5] * 9)
    assert halved([5] * 9, cooldown=2) == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]


def test_no_patience_is_a_patience_of_one() -> None:
    assert halved([5] * 4, patience=0) == halved([5] * 4, patience=1) == [1, 1, 0.5, 0.25]


def test_after_a_first_metric_that_is_no_number_nothing_improves() -> None:
    assert halved([nan, 5, 4, 3, 2]) == [1, 1, 1, 0.5, 0.5]


def test_changes_that_float32_cannot_hold_are_none() -> None:
    assert halved([1, 1 - 1e-9, 1 - 2e-9, 1 - 3e-9], min_delta=0) == [1, 1, 1, 0.5]


def test_the_direction_is_that_of_the_monitored_metric() -> None:
    assert halved([1, 2, 3, 4], monitor="val_accuracy") == [1] * 4
    assert halved([1, 2, 3, 4], monitor="val_auc_1") == [1] * 4
    assert halved([4, 3, 2, 1], monitor="mean_squared_error") == [1] * 4


def test_a_metric_of_ones_own_needs_a_mode() -> None:
    with pytest.raises(InvalidRequest, match="`mode` must be min or max where `monitor` does not"):
        parse({**PLATEAU, "monitor": "val_reward"})
    assert halved([1, 2, 3, 4], monitor="val_reward", mode="max") == [1] * 4


def test_a_factor_of_one_is_refused_as_in_keras() -> None:
    with pytest.raises(InvalidRequest, match="/factor: Input should be less than 1"):
        parse({**PLATEAU, "factor": 1})
