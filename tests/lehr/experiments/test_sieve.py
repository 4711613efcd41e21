"""A run keeps a bounded number of its updates, and hides nothing by it."""

from collections.abc import Iterator
from math import inf, isnan, nan

import pytest

from lehr.experiments.history import StepRecord
from lehr.experiments.sieve import STEPS_KEPT, StepSieve


def updates(count: int) -> list[StepRecord]:
    return [StepRecord(step, 0.1, float((step * 7919) % 10_007)) for step in range(count)]


def kept(every: list[StepRecord], *, told: int) -> list[StepRecord]:
    """Let a run of all these updates pass, so many told at a time."""
    return list(_kept(StepSieve(len(every)), every, told))


def _kept(sieve: StepSieve, every: list[StepRecord], told: int) -> Iterator[StepRecord]:
    for start in range(0, len(every), told):
        yield from sieve.passed(every[start : start + told])
    yield from sieve.rest()


def test_a_short_run_keeps_every_update() -> None:
    every = updates(STEPS_KEPT)
    assert kept(every, told=9) == every


@pytest.mark.parametrize("count", [STEPS_KEPT + 1, 54_321, 300_000])
@pytest.mark.parametrize("told", [9, 1000])
def test_a_long_run_keeps_a_bounded_number(count: int, told: int) -> None:
    assert len(kept(updates(count), told=told)) <= STEPS_KEPT


def test_what_is_kept_does_not_depend_on_how_it_was_told() -> None:
    every = updates(54_321)
    assert kept(every, told=9) == kept(every, told=1000) == kept(every, told=len(every))


def test_updates_stay_as_they_are_in_their_order() -> None:
    every = updates(54_321)
    stayed = kept(every, told=100)
    assert all(every[step.step] is step for step in stayed)
    assert stayed == sorted(stayed)


def test_the_first_and_the_last_update_and_the_extremes_stay() -> None:
    every = updates(54_321)
    stayed = kept(every, told=100)
    losses = [step.loss for step in every]
    assert (stayed[0], stayed[-1]) == (every[0], every[-1])
    assert {min(losses), max(losses)} <= {step.loss for step in stayed}


@pytest.mark.parametrize("peak", [inf, -inf, nan])
def test_a_single_odd_loss_is_not_hidden(peak: float) -> None:
    every = updates(54_321)
    every[12_345] = StepRecord(12_345, 0.1, peak)
    odd = [step.loss for step in kept(every, told=9) if step.step == 12_345]
    assert len(odd) == 1
    assert isnan(odd[0]) if isnan(peak) else odd == [peak]
