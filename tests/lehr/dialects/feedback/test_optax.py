"""The plateau of optax, by what its source says."""

from itertools import pairwise
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.dialects import parse
from lehr.dialects.feedback.optax import MeanState
from lehr.schedules import Feedback
from tests.lehr.dialects.refusals import refusals

PLATEAU = {"kind": "optax.reduce_on_plateau", "learning_rate": 1, "factor": 0.5}
metrics = st.lists(st.floats(width=32), min_size=1, max_size=30)


def plateau(**parameters: object) -> Feedback:
    schedule = parse({**PLATEAU, "patience": 2, **parameters})
    assert isinstance(schedule, Feedback)
    return schedule


def halved(metric: list[float], **parameters: object) -> list[float]:
    return list(map(float, plateau(**parameters).replay(metric)))


def refused(**parameters: object) -> dict[str, str]:
    """Return the detail of every violation, by its pointer."""
    return refusals({**PLATEAU, **parameters})


def test_defaults_are_those_of_optax() -> None:
    assert parse({"kind": "optax.reduce_on_plateau", "learning_rate": 0.1}).model_dump() == {
        "kind": "optax.reduce_on_plateau",
        "learning_rate": 0.1,
        "factor": 0.1,
        "patience": 10,
        "rtol": 1e-4,
        "atol": 0,
        "cooldown": 0,
        "accumulation_size": 1,
        "min_scale": 0,
    }


def test_as_many_bad_epochs_as_patience_are_a_plateau() -> None:
    assert halved([5] * 6) == [1, 1, 1, 0.5, 0.5, 0.25]


def test_all_epochs_of_a_cooldown_are_forgiven() -> None:
    assert halved([5] * 8, patience=1, cooldown=2) == [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]


def test_a_cooldown_may_set_a_best() -> None:
    assert halved([5, 5, 3, 4, 4], patience=1, cooldown=1) == [1, 1, 0.5, 0.5, 0.25]


def test_a_metric_improves_by_more_than_both_tolerances() -> None:
    assert halved([10, 8.5, 8.5], patience=1, rtol=0.1, atol=0.5) == [1, 1, 0.5]
    assert halved([10, 8.4, 8.4], patience=1, rtol=0.1, atol=0.5) == [1, 1, 1]


def test_slightly_worse_metrics_below_zero_improve() -> None:
    assert halved([-10, -9.5, -9.1, -8.7], patience=1, rtol=0.1) == [1] * 4


def test_changes_that_float32_cannot_hold_are_none() -> None:
    falling = [1 - 1e-9 * epoch for epoch in range(4)]
    assert halved(falling, rtol=0, atol=1e-10) == [1, 1, 1, 0.5]


def test_what_is_no_number_is_a_bad_epoch_and_never_the_best() -> None:
    assert halved([nan, inf, 5, nan, nan, 3]) == [1, 1, 0.5, 0.5, 0.5, 0.25]


def test_means_of_several_metrics_are_judged() -> None:
    assert halved([9, 1, 6, 4, 5, 5], patience=1, accumulation_size=2) == [1, 1, 1, 1, 0.5, 0.5]


def test_one_metric_that_is_no_number_spoils_its_mean_alone() -> None:
    assert halved([5, nan, 4, 4, 3], patience=1, accumulation_size=2) == [1, 1, 0.5, 0.5, 0.5]


def test_the_scale_stops_at_its_least() -> None:
    assert halved([5] * 5, patience=1, min_scale=0.375) == [1, 1, 0.5, 0.375, 0.375]


def test_the_scale_and_not_the_rate_is_multiplied_in_float32() -> None:
    rates = plateau(learning_rate=0.3, factor=0.7, patience=1).replay([1] * 40)
    scale = np.float32(1)
    for before, after in pairwise(rates[1:]):
        assert before == np.float32(0.3) * scale
        scale *= np.float32(0.7)
        assert after == np.float32(0.3) * scale


def test_a_rate_of_zero_stays() -> None:
    assert halved([5] * 4, learning_rate=0, patience=1) == [0] * 4


@settings(deadline=None)
@given(metrics, st.integers(1, 4))
def test_a_state_that_is_kept_goes_on_as_if_it_had_not_been(
    metric: list[float], accumulation_size: int
) -> None:
    schedule = plateau(patience=1, accumulation_size=accumulation_size)
    kept = whole = schedule.begin()
    for value in metric:
        whole = schedule.observe(whole, value)
        kept = schedule.resume(schedule.observe(kept, value).as_json())
    assert kept.as_json() == whole.as_json()


def test_a_judged_mean_is_forgotten() -> None:
    schedule = plateau(accumulation_size=2)
    once = schedule.observe(schedule.begin(), 4)
    assert once == MeanState(learning_rate=1.0, mean=4.0, gathered=1)
    assert schedule.observe(once, 2) == MeanState(learning_rate=1.0, reference=3.0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("factor", 0),
        ("factor", 1),
        ("patience", 0),
        ("rtol", 1),
        ("rtol", -0.1),
        ("atol", -0.1),
        ("rtol", -1),
        ("cooldown", -1),
        ("accumulation_size", 0),
        ("min_scale", 1.5),
    ],
)
def test_a_value_that_optax_refuses_or_turns_around_is_named(name: str, value: float) -> None:
    assert f"/{name}" in refused(**{name: value})


def test_an_improvement_is_more_than_nothing() -> None:
    assert refused(rtol=0) == {"/atol": "`rtol` or `atol` must be > 0"}
    assert refused(rtol=0, atol=0)["/atol"].startswith("`rtol` or `atol` must be > 0")
