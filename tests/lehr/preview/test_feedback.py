"""The preview of schedules that answer to a metric."""

from math import inf, isnan

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.preview import Curve, PreviewOptions, preview, schedule_hash
from lehr.schedules import Schedule
from tests.lehr.preview.refusals import refusals

PLATEAU = parse(
    {"kind": "reduce_on_plateau", "initial_learning_rate": 1, "factor": 0.5, "patience": 1}
)
CONSTANT = parse({"kind": "constant", "learning_rate": 0.1})
RAMP = parse(
    {"kind": "linear", "initial_learning_rate": 0.1, "end_learning_rate": 1, "decay_steps": 9}
)
SCALED = parse(
    {
        "kind": "scale_by_feedback",
        "schedule": RAMP.model_dump(),
        "feedback": PLATEAU.model_dump(),
    }
)
METRIC = [5, 5, 5, 5, 5]


def curve_of(schedule: Schedule, **options: object) -> Curve:
    return preview(schedule, PreviewOptions.model_validate(options))


def test_each_epoch_has_the_rate_from_before_its_metric_is_known() -> None:
    curve = curve_of(PLATEAU, metric=METRIC)
    assert curve.steps.tolist() == [0, 1, 2, 3, 4]
    assert curve.learning_rates.tolist() == [1, 1, 0.5, 0.25, 0.125]
    assert curve.summary.exact


@pytest.mark.parametrize("unit", ["step", "epoch"])
def test_the_unit_is_the_epoch_whatever_is_asked_for(unit: str) -> None:
    curve = curve_of(PLATEAU, metric=METRIC, unit=unit)
    assert curve.unit == "epoch"
    assert curve.hash == curve_of(PLATEAU, metric=METRIC).hash


def test_chosen_epochs_have_the_rates_that_they_have_among_all() -> None:
    assert curve_of(PLATEAU, metric=METRIC, at=[3, 0]).learning_rates.tolist() == [0.25, 1]
    few = curve_of(PLATEAU, metric=METRIC, points=2)
    assert few.learning_rates.tolist() == [1, 0.125]
    assert not few.summary.exact


def test_a_spelling_has_its_librarys_dtype_unless_another_is_asked_for() -> None:
    keras = parse({"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 0.1})
    assert curve_of(keras, metric=METRIC).learning_rates.dtype == "float32"
    assert curve_of(keras, metric=METRIC, dtype="float64").learning_rates.dtype == "float64"


def test_metrics_that_are_not_finite_are_written_as_words() -> None:
    options = PreviewOptions.model_validate({"metric": ["NaN", "Infinity", "-Infinity"]})
    nan, most, least = options.metric or ()
    assert isnan(nan)
    assert (most, least) == (inf, -inf)


@pytest.mark.parametrize("value", ["oops", "nan", "1", None, True, [1]])
def test_any_other_word_is_refused_where_it_stands(value: object) -> None:
    assert refusals(metric=[0.5, value, 0.5]).keys() == {"/metric/1"}


def test_a_feedback_schedule_needs_a_metric() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        curve_of(PLATEAU, steps=10)
    (violation,) = refusal.value.violations
    assert violation.pointer == "/metric"
    assert violation.detail.startswith("`metric` is required: `reduce_on_plateau` answers to")


def test_a_metric_that_is_missing_is_all_that_is_told() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        curve_of(PLATEAU)
    assert [violation.pointer for violation in refusal.value.violations] == ["/metric"]


def test_other_schedules_take_no_metric() -> None:
    with pytest.raises(InvalidRequest, match=r"/metric: .*; `constant` does not"):
        curve_of(CONSTANT, metric=METRIC)


def test_the_steps_are_those_of_the_metric() -> None:
    assert curve_of(PLATEAU, metric=METRIC, steps=5).summary.exact
    assert refusals(metric=METRIC, steps=6) == {
        "/steps": "`steps` must be what `metric` spans, which is 5; received 6"
    }


def test_no_epoch_beyond_the_metric_is_shown() -> None:
    assert refusals(metric=METRIC, at=[0, 5]) == {
        "/at": "`at` must stay in the range of `metric`, 0 to 4; received [0, 5]"
    }


@pytest.mark.parametrize("unit", ["step", "epoch"])
def test_with_steps_per_epoch_the_steps_are_those_of_the_epochs(unit: str) -> None:
    curve = curve_of(PLATEAU, metric=METRIC[:3], unit=unit, steps_per_epoch=2)
    assert curve.steps.tolist() == [0, 1, 2, 3, 4, 5]
    assert curve.learning_rates.tolist() == [1, 1, 1, 1, 0.5, 0.5]
    assert curve.summary.exact
    assert (curve.unit, curve.hash) == ("epoch", curve_of(PLATEAU, metric=METRIC).hash)


@pytest.mark.parametrize(
    ("options", "unit", "counted"),
    [
        ({"steps_per_epoch": 2}, "step", [0, 1, 2, 3, 4, 5]),
        ({"steps_per_epoch": 2, "unit": "epoch"}, "epoch", [0, 0, 1, 1, 2, 2]),
        ({}, "epoch", [0, 1, 2]),
    ],
)
def test_a_schedule_that_feedback_scales_counts_the_unit(
    options: dict[str, object], unit: str, counted: list[int]
) -> None:
    curve = curve_of(SCALED, metric=METRIC[:3], **options)
    factors = np.repeat([1, 1, 0.5], len(counted) // 3)
    assert curve.unit == unit
    assert curve.learning_rates.tolist() == (RAMP.rates(np.array(counted)) * factors).tolist()
    assert curve.hash == schedule_hash(SCALED, curve.unit)


def test_chosen_steps_of_epochs_have_the_rates_that_they_have_among_all() -> None:
    every = curve_of(SCALED, metric=METRIC, steps_per_epoch=4).learning_rates
    few = curve_of(SCALED, metric=METRIC, steps_per_epoch=4, at=[19, 0, 9])
    assert few.learning_rates.tolist() == every[[19, 0, 9]].tolist()


def test_epochs_may_be_so_long_that_only_a_few_of_their_steps_are_computed() -> None:
    curve = curve_of(SCALED, metric=METRIC, steps_per_epoch=10**11, points=5)
    assert curve.steps[-1] == 5 * 10**11 - 1


def test_the_steps_of_epochs_stay_in_the_range_of_the_metric() -> None:
    assert refusals(metric=METRIC, steps_per_epoch=2, at=[9, 10]).keys() == {"/at"}
    assert refusals(metric=METRIC, steps_per_epoch=2, steps=5) == {
        "/steps": "`steps` must be what `metric` spans, which is 10; received 5"
    }
    assert refusals(metric=METRIC, steps_per_epoch=10**12, at=[9]).keys() == {"/steps_per_epoch"}


def test_a_metric_that_is_refused_is_no_reason_to_refuse_its_epochs_steps() -> None:
    assert refusals(metric=[1, "oops"], steps_per_epoch=2, at=[5]).keys() == {"/metric/1"}


def test_what_feedback_scales_is_cautioned_of_up_to_its_last_step() -> None:
    cosine = {"kind": "transformers.cosine", "lr": 0.1, "num_warmup_steps": 0}
    cosine |= {"num_training_steps": 8}
    scaled = parse({**SCALED.model_dump(), "schedule": cosine})
    few = curve_of(scaled, metric=METRIC).warnings
    many = curve_of(scaled, metric=METRIC, steps_per_epoch=2).warnings
    assert [warning.code for warning in few] == ["floor-not-reached"]
    assert "past-the-end" in [warning.code for warning in many]


def landmarks(schedule: Schedule, **options: object) -> list[tuple[int, str]]:
    told = curve_of(schedule, **options).landmarks
    return [(mark.step, mark.what) for mark in told if mark.what not in {"peak", "floor"}]


def test_a_plateau_is_a_boundary_at_the_first_step_of_the_next_epoch() -> None:
    assert landmarks(PLATEAU, metric=METRIC[:4]) == [(2, "boundary"), (3, "boundary")]
    every_ten = landmarks(PLATEAU, metric=METRIC[:4], steps_per_epoch=10)
    assert every_ten == [(20, "boundary"), (30, "boundary")]
    in_epochs = landmarks(PLATEAU, metric=METRIC[:4], steps_per_epoch=10, unit="epoch")
    assert in_epochs == every_ten


def test_a_schedule_that_feedback_scales_has_the_landmarks_of_both() -> None:
    warm = {"kind": "warmup", "steps": 7, "schedule": {"kind": "constant", "learning_rate": 1}}
    scaled = parse({**SCALED.model_dump(), "schedule": warm})
    assert landmarks(scaled, metric=METRIC[:3], steps_per_epoch=5) == [
        (7, "warmup_end"),
        (10, "boundary"),
    ]


def test_only_schedules_in_force_have_landmarks() -> None:
    stairs = {
        "kind": "multistep",
        "initial_learning_rate": 1,
        "boundaries": [3, 8, 14],
        "drop": 0.5,
    }
    document = {"kind": "change_on_plateau", "patience": 1, "cooldown": 9}
    changing = parse({**document, "schedules": [RAMP.model_dump(), stairs]})
    assert landmarks(changing, metric=METRIC, steps_per_epoch=3) == [
        (6, "boundary"),
        (8, "boundary"),
        (14, "boundary"),
    ]


def test_a_first_metric_that_spoils_a_plateau_is_cautioned_of_where_it_scales_too() -> None:
    keras = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 1.0}
    scaled = parse({**SCALED.model_dump(), "feedback": keras})
    codes = [warning.code for warning in curve_of(scaled, metric=["NaN", 1.0]).warnings]
    assert "nothing-improves" in codes


def test_a_long_metric_is_sampled() -> None:
    curve = curve_of(PLATEAU, metric=[1.0] * 100_000, points=3)
    assert curve.steps.tolist() == [0, 49_999, 99_999]
