"""The schedules of `lehr.integrations.keras` in Keras's own, compiled training."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.integrations.keras import FeedbackSchedule, Schedule
from lehr.preview import PreviewOptions, preview
from tests.lehr.integrations.updates import model, trained

# Keras reads its variables by an interface that NumPy has changed.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

COSINE = {
    "kind": "warmup",
    "steps": 7,
    "schedule": {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 40},
}
PLATEAU = {"kind": "reduce_on_plateau", "initial_learning_rate": 0.1, "patience": 1}
SCALED = {
    "kind": "scale_by_feedback",
    "schedule": COSINE,
    "feedback": {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 1.0, "patience": 1},
}


def previewed(spec: Any, **options: Any) -> list[float]:
    rates = preview(parse(spec), PreviewOptions(dtype="float32", **options)).learning_rates
    return list(rates)


@pytest.mark.parametrize(
    "compiled", [{"jit_compile": True}, {"jit_compile": False}, {"run_eagerly": True}], ids=str
)
def test_every_update_has_the_rate_of_the_preview(compiled: dict[str, bool]) -> None:
    assert trained(model(Schedule(COSINE), **compiled), 5) == previewed(COSINE, steps=50)


def test_a_schedule_can_count_epochs() -> None:
    spec = {"kind": "step", "initial_learning_rate": 0.1, "drop": 0.5, "every": 2, "first": 0}
    rates = trained(model(Schedule(spec, steps_per_epoch=10)), 5)
    assert rates == previewed(spec, steps=50, unit="epoch", steps_per_epoch=10)


def test_a_schedule_goes_on_where_a_saved_model_stopped(tmp_path: Path) -> None:
    first = model(Schedule(COSINE))
    rates = trained(first, 2)
    first.save(tmp_path / "model.keras")
    rates += trained(keras.saving.load_model(tmp_path / "model.keras"), 3)
    assert rates == previewed(COSINE, steps=50)


def test_a_schedule_is_written_down_with_everything_it_was_made_of() -> None:
    config = keras.optimizers.schedules.serialize(Schedule(COSINE, 90, steps_per_epoch=9))
    again = keras.optimizers.schedules.deserialize(config)
    assert again.get_config() == config["config"]
    assert again.get_config()["steps"] == 90


def test_a_constructor_call_is_taken_for_a_schedule() -> None:
    schedule = Schedule("keras.optimizers.schedules.ExponentialDecay(0.1, 1000, 0.96)")
    assert schedule.get_config()["spec"]["kind"] == "keras.ExponentialDecay"


def test_the_last_rate_holds_from_the_end_of_the_steps() -> None:
    schedule = Schedule(COSINE, 20)
    last = np.float32(previewed(COSINE, at=[19])[0])
    assert [np.float32(schedule(step)) for step in (19, 20, 2**40)] == [last] * 3


def test_a_schedule_that_answers_to_a_metric_is_no_function_of_the_step() -> None:
    with pytest.raises(InvalidRequest, match="the schedule must be a function of the step alone"):
        Schedule(PLATEAU)


@pytest.mark.parametrize("numbers", [{"steps": 0}, {"steps": 10**9}, {"steps_per_epoch": -1}])
def test_numbers_of_steps_out_of_range_are_refused(numbers: dict[str, int]) -> None:
    [(name, value)] = numbers.items()
    with pytest.raises(InvalidRequest, match=rf"`{name}` must be in .*; received {value}"):
        Schedule(COSINE, **numbers)


@pytest.mark.parametrize("spec", [PLATEAU, SCALED], ids=lambda spec: spec["kind"])
def test_a_callback_answers_to_the_metric_as_the_preview_does(spec: Any) -> None:
    feedback = FeedbackSchedule(spec)
    trained_model = model(0.5)
    rates = trained(trained_model, 5, feedback)
    metric = trained_model.history.history["val_loss"]
    assert rates == _answered(spec, metric)
    assert trained_model.history.history["learning_rate"] == rates[9::10]


def test_a_callback_goes_on_where_a_saved_model_stopped(tmp_path: Path) -> None:
    first, feedback = model(0.5), FeedbackSchedule(SCALED)
    rates = trained(first, 3, feedback)
    first.save(tmp_path / "model.keras")
    second = keras.saving.load_model(tmp_path / "model.keras")
    rates += trained(second, 3, FeedbackSchedule(SCALED, state=feedback.state))
    metric = first.history.history["val_loss"] + second.history.history["val_loss"]
    assert rates == _answered(SCALED, metric)


def test_a_callback_can_monitor_another_metric_and_count_epochs() -> None:
    trained_model = model(0.5)
    rates = trained(trained_model, 3, FeedbackSchedule(PLATEAU, monitor="loss", steps_per_epoch=10))
    assert rates == _answered(PLATEAU, trained_model.history.history["loss"])


def test_a_metric_that_is_not_measured_is_refused_with_those_that_are() -> None:
    feedback = FeedbackSchedule(PLATEAU, monitor="val_auc")
    with pytest.raises(InvalidRequest, match="one of loss, val_loss; received `val_auc`"):
        trained(model(0.5), 1, feedback)


def test_a_callback_takes_no_schedule_that_answers_to_no_metric() -> None:
    with pytest.raises(InvalidRequest, match=r"must answer to a metric; .* received `warmup`"):
        FeedbackSchedule(COSINE)


def test_a_state_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="the state must be one of `reduce_on_plateau`"):
        FeedbackSchedule(PLATEAU, state='{"best": 3}')


def _answered(spec: Any, metric: list[float]) -> list[float]:
    options = PreviewOptions(metric=tuple(metric), steps_per_epoch=10, dtype="float32")
    return list(preview(parse(spec), options).learning_rates)
