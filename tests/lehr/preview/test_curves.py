"""Curves of several schedules at once."""

import numpy as np
import orjson
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.preview import PreviewOptions, preview, previews

CONSTANT = parse({"kind": "constant", "learning_rate": 0.1})
KERAS = parse({"kind": "keras.CosineDecay", "initial_learning_rate": 0.1, "decay_steps": 10})
GROWING = parse(
    {"kind": "exponential_decay", "initial_learning_rate": 1, "decay_steps": 1, "decay_rate": 2}
)
PLATEAU = parse({"kind": "reduce_on_plateau", "initial_learning_rate": 1, "patience": 1})


def test_each_schedule_has_the_curve_that_it_has_alone() -> None:
    options = PreviewOptions(steps=20)
    document = orjson.loads(previews([CONSTANT, KERAS], options).as_json())
    assert list(document) == ["steps", "curves"]
    for schedule, curve in zip([CONSTANT, KERAS], document["curves"], strict=True):
        alone = orjson.loads(preview(schedule, options).as_json())
        assert {**curve, "steps": document["steps"]} == alone


def test_each_schedule_has_its_own_dtype_unless_one_is_asked_for() -> None:
    of_each = previews([CONSTANT, KERAS], PreviewOptions(steps=5))
    assert [curve.dtype for curve in of_each.curves] == ["float64", "float32"]
    asked = previews([CONSTANT, KERAS], PreviewOptions(steps=5, dtype="float64"))
    assert {curve.dtype for curve in asked.curves} == {"float64"}


def test_csv_counts_the_curves() -> None:
    rows = previews([CONSTANT, KERAS], PreviewOptions(at=(10, 0))).as_csv().decode().split()
    assert rows == ["curve,step,learning_rate", "0,10,0.1", "0,0,0.1", "1,10,0.0", "1,0,0.1"]


def test_beside_a_schedule_that_answers_to_a_metric_all_count_epochs() -> None:
    curves = previews([CONSTANT, PLATEAU], PreviewOptions(metric=(1.0, 1.0, 1.0))).curves
    assert {curve.unit for curve in curves} == {"epoch"}
    assert [curve.learning_rates.tolist() for curve in curves] == [[0.1] * 3, [1, 1, 0.1]]


def test_a_metric_that_none_answers_to_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="/metric"):
        previews([CONSTANT, KERAS], PreviewOptions(metric=(1.0,)))


def test_the_schedule_that_is_refused_is_named() -> None:
    with pytest.raises(InvalidRequest, match="/1: the learning rate must be finite"):
        previews([CONSTANT, GROWING], PreviewOptions(steps=10**6))


@pytest.mark.parametrize("options", [{"points": 50_001, "steps": 10**6}, {"at": [0] * 50_001}])
def test_all_curves_together_are_bounded(options: dict[str, object]) -> None:
    with pytest.raises(InvalidRequest, match="received 50001 times 2"):
        previews([CONSTANT, KERAS], PreviewOptions.model_validate(options))


def test_beside_a_metric_with_steps_per_epoch_others_count_its_steps() -> None:
    metric = {"metric": [5.0, 5.0, 5.0], "steps_per_epoch": 4}
    plateau, cosine = previews([PLATEAU, KERAS], PreviewOptions.model_validate(metric)).curves
    assert len(plateau.steps) == len(cosine.steps) == 12
    assert (plateau.unit, cosine.unit) == ("epoch", "step")
    assert cosine.learning_rates.tolist() == KERAS.rates(np.arange(12)).tolist()
