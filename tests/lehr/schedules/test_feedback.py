"""What holds for every kind that answers to a metric: a contract over the registry."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from lehr.dialects import KINDS, catalogue, parse
from lehr.errors import InvalidRequest
from lehr.schedules import EpochRate, Feedback

EXAMPLES = {entry.kind: entry.example for entry in catalogue() if entry.feedback}
RATES = [kind for kind in EXAMPLES if issubclass(KINDS[kind], EpochRate)]
REDUCERS = [
    kind
    for kind in RATES
    if kind not in {"follow_cost", "plateau_with_restart", "transformers.greedy"}
]
BOUNDED = {
    kind: name
    for kind in EXAMPLES
    for name in ("min_learning_rate", "min_lr")
    if name in KINDS[kind].model_fields
}
"""The parameter that is a lower bound, by kind."""
every_kind = pytest.mark.parametrize("kind", EXAMPLES)
unhurried = settings(deadline=None)
traces = st.lists(st.floats(-10, 10) | st.sampled_from([nan, inf, -inf]), min_size=1, max_size=80)


def example(kind: str) -> Feedback:
    schedule = parse(EXAMPLES[kind])
    assert isinstance(schedule, Feedback)
    return schedule


def impatient(kind: str, **parameters: object) -> Feedback:
    """Return the example with a patience that short traces exhaust."""
    patience = {"patience": 1} if "patience" in KINDS[kind].model_fields else {}
    schedule = parse({**EXAMPLES[kind], **patience, **parameters})
    assert isinstance(schedule, Feedback)
    return schedule


def test_the_catalogue_marks_exactly_the_feedback_kinds() -> None:
    assert {kind for kind, cls in KINDS.items() if issubclass(cls, Feedback)} == set(EXAMPLES)


@every_kind
@unhurried
@given(metric=traces)
def test_rates_are_finite_and_never_negative(kind: str, metric: list[float]) -> None:
    rates = impatient(kind).replay(metric)
    assert len(rates) == len(metric)
    assert np.isfinite(rates).all()
    assert (rates >= 0).all()


@every_kind
@unhurried
@given(metric=traces)
def test_epochs_one_by_one_through_states_kept_as_json_have_the_rates_of_all_at_once(
    kind: str, metric: list[float]
) -> None:
    schedule = impatient(kind)
    state, rates = schedule.begin(), []
    for epoch, value in enumerate(metric):
        rates += schedule.rates_in(state, np.array([epoch])).tolist()
        state = schedule.observe(state, value)
        state = schedule.resume(state.as_json())
    assert rates == schedule.replay(metric).tolist()


@every_kind
@unhurried
@given(metric=traces, future=traces)
def test_no_rate_knows_the_metric_of_its_own_epoch(
    kind: str, metric: list[float], future: list[float]
) -> None:
    schedule = impatient(kind)
    known = schedule.replay([*metric, future[0]])
    assert np.array_equal(known, schedule.replay([*metric, *future])[: len(known)])


@pytest.mark.parametrize("kind", REDUCERS)
@unhurried
@given(metric=traces)
def test_what_only_reduces_never_rises_and_multiplies_by_no_more_than_one(
    kind: str, metric: list[float]
) -> None:
    schedule = impatient(kind)
    assert isinstance(schedule, EpochRate)
    rates = schedule.replay(metric)
    assert (np.diff(rates) <= 0).all()
    state, multipliers = schedule.begin(), []
    for value in metric:
        multipliers.append(schedule.multiplier(state))
        state = schedule.observe(state, value)
    assert all(0 <= multiplier <= 1 for multiplier in multipliers)
    assert (np.array(multipliers) > 0).tolist() == (rates > 0).tolist()


@pytest.mark.parametrize("kind", BOUNDED)
@unhurried
@given(metric=traces, least=st.floats(1e-6, 0.2))
def test_no_rate_is_below_its_least_unless_the_first_is(
    kind: str, metric: list[float], least: float
) -> None:
    schedule = impatient(kind, **{BOUNDED[kind]: least})
    rates = schedule.replay(metric)
    assert (rates >= np.minimum(rates[0], rates.dtype.type(least))).all()


@every_kind
def test_the_first_epoch_has_the_first_rate_of_all_whatever_the_metric(kind: str) -> None:
    schedule = example(kind)
    assert schedule.replay([0.5]) == schedule.replay([nan]) == schedule.replay([1.0, 2.0])[:1]


@pytest.mark.parametrize("kind", RATES)
def test_the_first_rate_of_a_kind_that_has_its_own_is_the_initial_one(kind: str) -> None:
    initial = EXAMPLES[kind].get("initial_learning_rate", EXAMPLES[kind].get("lr"))
    assert example(kind).replay([0.5]).tolist() == pytest.approx([initial], rel=1e-7)


@every_kind
def test_the_example_changes_its_rate(kind: str) -> None:
    assert len(set(example(kind).replay([1.0] * 100).tolist())) > 1


@every_kind
def test_the_rates_are_of_the_librarys_dtype_unless_another_is_asked_for(kind: str) -> None:
    assert example(kind).replay([1.0]).dtype == KINDS[kind].arithmetic
    assert example(kind).replay([1.0], "float64").dtype == np.float64


@every_kind
def test_without_a_metric_there_is_no_rate(kind: str) -> None:
    with pytest.raises(InvalidRequest, match=f"/metric: `{kind}` answers to a metric"):
        example(kind).rates(np.arange(3))


@every_kind
@pytest.mark.parametrize("document", [True, False])
def test_a_function_of_the_step_cannot_hold_it(kind: str, *, document: bool) -> None:
    part = EXAMPLES[kind] if document else example(kind)
    with pytest.raises(InvalidRequest, match=r"/schedules/0/kind: .* `scale_by_feedback`"):
        parse({"kind": "product", "schedules": [part]})


def test_a_rate_that_overflows_is_refused_with_its_epoch() -> None:
    schedule = parse({"kind": "follow_cost", "initial_learning_rate": 1})
    assert isinstance(schedule, Feedback)
    with pytest.raises(InvalidRequest, match=r"at epoch 2 it is not a finite float64"):
        schedule.replay([1.0, 1e6, 1.0])


@pytest.mark.parametrize(("value", "written"), [(nan, b'"NaN"'), (-inf, b'"-Infinity"')])
def test_a_state_keeps_what_is_not_finite(value: float, written: bytes) -> None:
    schedule = example("new_bob")
    state = schedule.observe(schedule.begin(), value)
    assert written in state.as_json()
    kept = schedule.resume(state.as_json())
    assert str(kept) == str(state)


def test_the_state_of_another_kind_is_refused() -> None:
    kept = example("new_bob").begin().as_json()
    with pytest.raises(ValidationError, match="forgiven"):
        example("reduce_on_plateau").resume(kept)
