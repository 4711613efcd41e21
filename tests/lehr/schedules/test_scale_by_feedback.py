"""Schedules that a metric scales."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.dialects import KINDS, catalogue, parse
from lehr.errors import InvalidRequest
from lehr.schedules import EpochRate, Feedback, Schedule

RATES = [entry.example for entry in catalogue() if issubclass(KINDS[entry.kind], EpochRate)]
PLATEAU = {
    "kind": "reduce_on_plateau",
    "initial_learning_rate": 1,
    "factor": 0.5,
    "patience": 1,
}
WARM_COSINE = {
    "kind": "warmup",
    "steps": 4,
    "schedule": {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 40},
}
traces = st.lists(st.floats(-10, 10) | st.sampled_from([nan, inf, -inf]), min_size=1, max_size=30)


def scaled(schedule: object, feedback: object) -> Feedback:
    made = parse({"kind": "scale_by_feedback", "schedule": schedule, "feedback": feedback})
    assert isinstance(made, Feedback)
    return made


def alone(document: object) -> Schedule:
    return parse(document)


def test_the_plateau_halves_what_warmup_and_cosine_give() -> None:
    rates = scaled(WARM_COSINE, PLATEAU).replay([5, 5, 5, 4, 4])
    plain = alone(WARM_COSINE).rates(np.arange(5))
    assert rates.tolist() == (plain * [1, 1, 0.5, 0.25, 0.25]).tolist()


def test_the_factor_is_the_rate_over_the_first_rate() -> None:
    small = {**PLATEAU, "initial_learning_rate": 0.25, "min_learning_rate": 0.125}
    rates = scaled({"kind": "constant", "learning_rate": 3}, small).replay([5, 5, 5, 5, 5])
    assert rates.tolist() == [3, 3, 1.5, 1.5, 1.5]


def test_steps_within_an_epoch_have_the_factor_of_their_epoch() -> None:
    steps = np.arange(12)
    rates = scaled(WARM_COSINE, PLATEAU).trace([5, 5, 5, 5], steps // 3, steps)
    factors = np.repeat([1, 1, 0.5, 0.25], 3)
    assert rates.tolist() == (alone(WARM_COSINE).rates(steps) * factors).tolist()


@settings(deadline=None)
@given(metric=traces, feedback=st.sampled_from(RATES), length=st.integers(1, 5))
def test_epochs_of_steps_through_states_kept_as_json_have_the_rates_of_all_at_once(
    metric: list[float], feedback: dict[str, object], length: int
) -> None:
    schedule, steps = scaled(WARM_COSINE, feedback), np.arange(len(metric) * length)
    state, rates = schedule.begin(), []
    for epoch, value in enumerate(metric):
        rates += schedule.rates_in(state, steps[epoch * length : (epoch + 1) * length]).tolist()
        state = schedule.resume(schedule.observe(state, value).as_json())
    assert rates == schedule.trace(metric, steps // length, steps).tolist()


@pytest.mark.parametrize("feedback", RATES, ids=lambda feedback: feedback["kind"])
def test_every_kind_with_a_rate_of_its_own_can_scale(feedback: dict[str, object]) -> None:
    schedule, own = scaled({"kind": "constant", "learning_rate": 1}, feedback), parse(feedback)
    assert isinstance(own, Feedback)
    rates = own.replay([1.0] * 50, "float64")
    assert schedule.replay([1.0] * 50).tolist() == (rates / rates[0]).tolist()


def test_parts_are_computed_as_at_home_and_multiplied_in_float64() -> None:
    keras = {"kind": "keras.ExponentialDecay", "initial_learning_rate": 0.1, "decay_steps": 10}
    keras |= {"decay_rate": 0.9}
    rates = scaled(keras, PLATEAU).replay([5, 5, 5])
    assert rates.dtype == np.float64
    assert (rates[:2] == alone(keras).rates(np.arange(2))).all()


def test_a_feedback_schedule_that_starts_at_zero_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="/feedback: `feedback` must start above 0"):
        scaled(WARM_COSINE, {**PLATEAU, "initial_learning_rate": 0})


@pytest.mark.parametrize("feedback", [WARM_COSINE, {"kind": "scale_by_feedback"}])
def test_only_a_rate_that_the_metric_alone_decides_can_scale(feedback: object) -> None:
    with pytest.raises(InvalidRequest, match="/feedback/kind: only a schedule whose rate"):
        scaled(WARM_COSINE, feedback)


def test_a_feedback_schedule_cannot_be_what_is_scaled() -> None:
    with pytest.raises(InvalidRequest, match="/schedule/kind: no schedule that answers to a"):
        scaled(PLATEAU, PLATEAU)


def test_an_unknown_feedback_kind_is_answered_with_those_that_can_scale() -> None:
    with pytest.raises(InvalidRequest, match="perhaps `reduce_on_plateau`") as refusal:
        scaled(WARM_COSINE, {"kind": "reduce_on_plato"})
    assert "cosine" not in str(refusal.value)


def test_the_feedback_schedule_counts_among_the_64() -> None:
    leaf = {"kind": "constant", "learning_rate": 0.1}
    most = {"kind": "sum", "schedules": [leaf] * 61}
    assert len(scaled(most, PLATEAU).children) == 2
    with pytest.raises(InvalidRequest, match="64 schedules in it; received 65"):
        scaled({"kind": "sum", "schedules": [leaf] * 62}, PLATEAU)


def test_what_is_scaled_stands_one_deeper() -> None:
    deep: dict[str, object] = {"kind": "constant", "learning_rate": 0.1}
    for _ in range(6):
        deep = {"kind": "scale", "factor": 1, "schedule": deep}
    assert scaled(deep, PLATEAU).replay([5]) == 0.1
    with pytest.raises(InvalidRequest, match="nested to a depth of 8"):
        scaled({"kind": "scale", "factor": 1, "schedule": deep}, PLATEAU)


def test_a_rate_that_overflows_is_refused_with_its_step() -> None:
    large = {"kind": "constant", "learning_rate": 1e300}
    schedule = scaled(large, {"kind": "follow_cost", "initial_learning_rate": 1})
    state = schedule.observe(schedule.begin(), 100.0)
    with pytest.raises(InvalidRequest, match="at step 7 it is not a finite float64"):
        schedule.rates_in(state, np.array([8, 7]))
