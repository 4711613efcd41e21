"""The preview: which steps, what curve, what is said about it, and how it is written."""

import json
import tracemalloc
from hashlib import sha256

import numpy as np
import orjson
import pytest

from lehr.dialects import keras
from lehr.errors import InvalidRequest
from lehr.preview import Curve, PreviewOptions, normalised, preview, schedule_hash
from lehr.schedules import Constant, ExponentialDecay, Schedule, Step, TimeBased

TIME_BASED = TimeBased(initial_learning_rate=0.1, decay=0.01)
KERAS = keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=1000, decay_rate=0.96)
HALVES = ExponentialDecay(initial_learning_rate=1, decay_steps=1, decay_rate=0.5)


def curve_of(schedule: Schedule, **options: object) -> Curve:
    return preview(schedule, PreviewOptions.model_validate(options))


@pytest.mark.parametrize("steps", [1, 2, 999, 1000])
def test_few_steps_are_all_there(steps: int) -> None:
    assert curve_of(TIME_BASED, steps=steps).steps.tolist() == list(range(steps))


def test_one_point_is_the_first_step() -> None:
    assert curve_of(TIME_BASED, steps=100, points=1).steps.tolist() == [0]


def test_given_steps_keep_their_order() -> None:
    curve = curve_of(TIME_BASED, at=[20, 0, 10, 20])
    assert curve.steps.tolist() == [20, 0, 10, 20]
    assert curve.learning_rates.tolist() == [0.1 / 1.2, 0.1, 0.1 / 1.1, 0.1 / 1.2]


def test_an_epoch_is_counted_as_a_step_of_the_schedule() -> None:
    epochs = curve_of(TIME_BASED, steps=10, unit="epoch")
    assert epochs.unit == "epoch"
    assert np.array_equal(epochs.learning_rates, TIME_BASED.rates(np.arange(10)))


def test_updates_see_the_epoch_that_they_lie_in() -> None:
    curve = curve_of(TIME_BASED, steps=8, unit="epoch", steps_per_epoch=3)
    assert curve.steps.tolist() == list(range(8))
    expected = TIME_BASED.rates(np.array([0, 0, 0, 1, 1, 1, 2, 2]))
    assert np.array_equal(curve.learning_rates, expected)


def test_steps_are_required_without_at() -> None:
    with pytest.raises(InvalidRequest, match="/steps: `steps` is required where neither `at`"):
        curve_of(TIME_BASED)


def test_a_curve_that_overflows_is_refused() -> None:
    growing = ExponentialDecay(initial_learning_rate=1, decay_steps=1, decay_rate=2)
    with pytest.raises(InvalidRequest, match="must be finite"):
        curve_of(growing, steps=10**12)


def test_a_recurrence_is_refused_beyond_its_reach() -> None:
    schedule = TimeBased(initial_learning_rate=0.1, decay=0.1, form="recurrence")
    with pytest.raises(InvalidRequest, match="/form: "):
        curve_of(schedule, steps=10**8)


def test_the_summary_is_of_all_rates() -> None:
    assert orjson.loads(curve_of(HALVES, steps=3).as_json())["summary"] == {
        "first": 1,
        "last": 0.25,
        "minimum": 0.25,
        "maximum": 1,
        "mean": 1.75 / 3,
        "peak_step": 0,
        "exact": True,
    }


def test_the_summary_follows_the_steps_and_not_their_order() -> None:
    summary = curve_of(HALVES, at=[2, 0, 1]).summary
    assert [float(summary.first), float(summary.last)] == [1, 0.25]


@pytest.mark.parametrize(
    ("options", "exact"),
    [
        ({"steps": 1000}, True),
        ({"steps": 1001}, False),
        ({"steps": 1001, "points": 1001}, True),
        ({"steps": 1, "points": 1}, True),
        ({"steps": 2, "points": 1}, False),
        ({"at": [2, 0, 1]}, True),
        ({"at": [2, 0, 0]}, False),
        ({"at": [1, 2, 3]}, False),
        ({"at": [0, 1, 2], "steps": 4}, False),
        ({"at": [0, 1, 2], "steps": 3}, True),
    ],
)
def test_a_summary_is_exact_when_no_step_is_left_out(
    options: dict[str, object], *, exact: bool
) -> None:
    assert curve_of(HALVES, **options).summary.exact is exact


def test_the_document_has_the_fields_of_the_contract_in_order() -> None:
    document = orjson.loads(curve_of(KERAS, steps=3).as_json())
    assert ",".join(document) == (
        "schedule,unit,dtype,steps,learning_rates,summary,landmarks,warnings,hash"
    )
    assert ",".join(document["summary"]) == "first,last,minimum,maximum,mean,peak_step,exact"


def test_the_schedule_is_written_with_its_defaults_and_its_kind_first() -> None:
    assert json.dumps(normalised(KERAS)) == (
        '{"kind": "keras.ExponentialDecay", "initial_learning_rate": 0.1, '
        '"decay_steps": 1000.0, "decay_rate": 0.96, "staircase": false}'
    )


def test_the_dtype_is_the_one_at_home_unless_another_is_asked_for() -> None:
    assert curve_of(KERAS, steps=3).dtype == "float32"
    assert curve_of(TIME_BASED, steps=3).dtype == "float64"
    assert curve_of(KERAS, steps=3, dtype="float64").learning_rates.dtype == np.float64


def test_float32_is_written_in_its_own_shortest_decimals() -> None:
    document = orjson.loads(curve_of(KERAS, steps=2).as_json())
    assert document["learning_rates"] == [0.1, 0.09999592]
    summary = document["summary"]
    assert (summary["first"], summary["last"]) == (0.1, 0.09999592)
    assert (summary["maximum"], summary["minimum"]) == (0.1, 0.09999592)


@pytest.mark.parametrize("schedule", [KERAS, TIME_BASED])
def test_written_rates_read_back_as_the_same_bits(schedule: Schedule) -> None:
    curve = curve_of(schedule, steps=1000)
    written = orjson.loads(curve.as_json())["learning_rates"]
    assert np.array_equal(np.array(written, dtype=curve.dtype), curve.learning_rates)


def test_landmarks_and_warnings_are_written_as_objects() -> None:
    schedule = Step(initial_learning_rate=0.1, drop=0, every=2)
    document = orjson.loads(curve_of(schedule, steps=5).as_json())
    assert document["landmarks"][0] == {"step": 2, "what": "boundary"}
    assert document["warnings"][0].keys() == {"code", "detail"}


def test_csv_has_the_decimals_of_the_json() -> None:
    curve = curve_of(KERAS, at=[1000, 0])
    assert curve.as_csv() == b"step,learning_rate\n1000,0.096\n0,0.1\n"


def test_the_hash_is_of_the_normalised_schedule_and_its_unit() -> None:
    spelled_out = KERAS.model_copy(update={"staircase": False})
    assert schedule_hash(KERAS, "step") == schedule_hash(spelled_out, "step")
    assert schedule_hash(KERAS, "step") != schedule_hash(KERAS, "epoch")
    assert schedule_hash(KERAS, "step") != schedule_hash(TIME_BASED, "step")


def test_the_hash_is_the_digest_of_sorted_json_without_spaces() -> None:
    canonical = b'{"schedule":{"kind":"constant","learning_rate":0.1},"unit":"step"}'
    expected = f"sha256:{sha256(canonical).hexdigest()}"
    assert schedule_hash(Constant(learning_rate=0.1), "step") == expected


def test_the_hash_does_not_depend_on_what_is_looked_at() -> None:
    few, many = curve_of(KERAS, at=[3]), curve_of(KERAS, steps=10**6, dtype="float64")
    assert few.hash == many.hash == schedule_hash(KERAS, "step")


def test_a_long_range_takes_the_memory_of_its_points_only() -> None:
    tracemalloc.start()
    try:
        curve_of(KERAS, steps=10**12).as_json()
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_the_mean_of_equal_rates_is_their_rate() -> None:
    summary = curve_of(Constant(learning_rate=0.1), steps=3).summary
    assert summary.mean == summary.maximum == 0.1
