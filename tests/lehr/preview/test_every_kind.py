"""What holds for the preview of every kind that there is, or will be."""

from itertools import islice, pairwise
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.dialects import KINDS, parse
from lehr.preview import Curve, PreviewOptions, preview
from lehr.preview.trace import traced
from lehr.schedules import Feedback, FloatArray, Schedule, StepArray
from lehr.schedules.turns import before
from tests.lehr.dialects.test_every_kind import schedules_of

MIXED: Final = frozenset(
    {"chebyshev", "expression", "noise", "noisy_linear_cosine", "product", "random_uniform"}
    | {"sum", "tf_keras.NoisyLinearCosineDecay", "torch.ChainedScheduler"}
)
"""Kinds whose parts, or chance, may have the rate rise and fall between turns."""
CYCLES: Final = (
    "up_steps",
    "down_steps",
    "half_cycle_steps",
    "cycle_steps",
    "step_size_up",
    "step_size_down",
)
"""The parameters that cycles are as long as."""
PLAIN: Final = [kind for kind, cls in KINDS.items() if not issubclass(cls, Feedback)]

unhurried = settings(deadline=None, max_examples=20)
every_kind = pytest.mark.parametrize("kind", PLAIN)
ranges = st.integers(1, 3000)


def turns_tell_all(schedule: Schedule) -> bool:
    """Whether no part of a schedule rises while another falls."""
    if schedule.kind in MIXED or getattr(schedule, "mode", None) in {"multiply", "exp_range"}:
        return False
    if getattr(schedule, "noise_range_t", None) is not None:
        return False
    # Of cycles that are no whole steps one comes nearest to the top, who knows which.
    if any((getattr(schedule, name, None) or 1) % 1 for name in CYCLES):
        return False
    return all(turns_tell_all(child) for child in schedule.children)


def sampled(schedule: Schedule, steps: int, points: int) -> Curve:
    return preview(schedule, PreviewOptions(steps=steps, points=points))


@every_kind
@unhurried
@given(data=st.data(), steps=ranges, points=st.integers(1, 20))
def test_landmarks_are_in_the_range_and_told_once(
    kind: str, data: st.DataObject, steps: int, points: int
) -> None:
    curve = sampled(data.draw(schedules_of(kind)), steps, points)
    told = [(mark.step, mark.what) for mark in curve.landmarks]
    assert len(set(told)) == len(told) <= 102
    assert [step for step, _ in told] == sorted(step for step, _ in told)
    assert all(0 < step < steps for step, _ in told)


@every_kind
@unhurried
@given(data=st.data(), steps=ranges, points=st.integers(1, 20))
def test_looking_around_turns_changes_no_rate(
    kind: str, data: st.DataObject, steps: int, points: int
) -> None:
    schedule = data.draw(schedules_of(kind))
    curve = sampled(schedule, steps, points)
    assert curve.learning_rates.tolist() == schedule.rates(curve.steps).tolist()
    assert curve.summary.maximum >= curve.learning_rates.max()
    assert curve.summary.minimum <= curve.learning_rates.min()


@pytest.mark.parametrize("kind", [kind for kind in PLAIN if kind not in MIXED])
@unhurried
@given(data=st.data(), steps=st.integers(1, 1000), points=st.integers(2, 20))
def test_few_points_find_the_highest_rate_of_all_steps(
    kind: str, data: st.DataObject, steps: int, points: int
) -> None:
    schedule = data.draw(schedules_of(kind).filter(turns_tell_all))
    highest = schedule.rates(np.arange(steps)).max()
    # Rounding makes waves and powers differ by a hair where they should not.
    assert sampled(schedule, steps, points).summary.maximum >= highest * (1 - 1e-5)


@every_kind
@unhurried
@given(data=st.data(), first=st.integers(1, 10**6))
def test_turns_begin_where_they_are_asked_for_and_are_in_order(
    kind: str, data: st.DataObject, first: int
) -> None:
    schedule = data.draw(schedules_of(kind))
    turns = list(islice(before(10**12, schedule.turns(first)), 50))
    assert all(one.step <= other.step for one, other in pairwise(turns))
    assert all(turn.step >= first for turn in turns)
    from_one = islice(before(10**12, schedule.turns(1)), 50)
    # Of extremes each gets the first two only.
    expected = [one for one in from_one if one.step >= first and one.what != "extreme"]
    told = [turn for turn in turns if turn.what != "extreme"]
    assert told[: len(expected)] == expected[: len(told)]


@every_kind
def test_a_longer_range_takes_no_more_work(kind: str) -> None:
    schedule = parse({"kind": kind, **KINDS[kind].example})
    assert evaluated(schedule, 10**12) <= 2 * evaluated(schedule, 10**3)


def evaluated(schedule: Schedule, steps: int) -> int:
    """Return how many rates a preview of so many steps computes."""
    computed: list[int] = []

    def counting(at: StepArray) -> FloatArray:
        computed.append(len(at))
        return schedule.rates(at)

    options = PreviewOptions(steps=steps)
    traced(counting, schedule.turns(1), options)
    return sum(computed)
