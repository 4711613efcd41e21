"""Intervals cover what they are to cover, and depend on their sample alone."""

from collections.abc import Callable

import numpy as np
import pytest

from lehr.statistics.resampling import difference_interval, mean_intervals
from lehr.statistics.samples import Interval, Sample

REPEATS = 2000


def interval_of(*values: float) -> Interval | None:
    [interval] = mean_intervals([np.array(values)])
    return interval


def coverage(samples: Sample, mean: float) -> float:
    found = mean_intervals(list(samples))
    held = [interval is not None and interval[0] <= mean <= interval[1] for interval in found]
    return float(np.mean(held))


@pytest.mark.parametrize(("size", "at_least"), [(5, 0.91), (10, 0.93), (30, 0.93)])
def test_intervals_of_normal_samples_hold_their_mean(size: int, at_least: float) -> None:
    samples = np.random.default_rng(3).normal(0.9, 0.02, (REPEATS, size))
    assert at_least <= coverage(samples, 0.9) <= 0.97


def test_intervals_of_skewed_samples_hold_their_mean_less_often() -> None:
    samples = np.random.default_rng(3).exponential(1.0, (REPEATS, 20))
    assert 0.90 <= coverage(samples, 1.0) <= 0.96


def test_a_large_sample_has_the_interval_of_the_normal_distribution() -> None:
    sample = np.random.default_rng(3).normal(size=1000)
    half = 1.96 * sample.std(ddof=1) / np.sqrt(1000)
    expected = (sample.mean() - half, sample.mean() + half)
    assert interval_of(*sample) == pytest.approx(expected, abs=0.06 * half)


def test_two_values_are_the_ends_of_their_interval() -> None:
    assert interval_of(0.25, 0.75) == (0.25, 0.75)


@pytest.mark.parametrize("sample", [[], [1.0]])
def test_less_than_two_values_have_no_interval(sample: list[float]) -> None:
    assert mean_intervals([np.array(sample)]) == [None]


def test_equal_values_have_an_interval_without_width() -> None:
    assert interval_of(0.1, 0.1, 0.1, 0.1) == (0.1, 0.1)


def test_an_interval_does_not_depend_on_its_company() -> None:
    random = np.random.default_rng(3)
    samples = [random.normal(size=size) for size in (5, 2, 5, 1, 7, 5)] * 100
    together = mean_intervals(samples)
    alone = [mean_intervals([sample])[0] for sample in samples]
    for one, other in zip(together, alone, strict=True):
        assert one == (None if other is None else pytest.approx(other, rel=1e-12))


def test_many_values_are_resampled_piece_by_piece() -> None:
    sample = np.random.default_rng(3).normal(size=4096)
    interval = interval_of(*sample)
    assert interval is not None
    assert interval[1] - interval[0] == pytest.approx(2 * 1.96 / 64, rel=0.05)


def test_the_interval_of_negated_values_is_the_negated_interval() -> None:
    sample = np.random.default_rng(3).normal(size=6)
    [interval] = mean_intervals([sample])
    [negated] = mean_intervals([-sample])
    assert interval is not None
    assert negated == pytest.approx((-interval[1], -interval[0]), rel=1e-9)


def normal(random: np.random.Generator) -> tuple[Sample, Sample]:
    return random.normal(1.0, 0.1, 6), random.normal(0.8, 0.2, 8)


def skewed(random: np.random.Generator) -> tuple[Sample, Sample]:
    return random.exponential(1.0, 20), random.exponential(0.8, 20)


@pytest.mark.parametrize("draw", [normal, skewed])
def test_intervals_of_a_difference_hold_it(
    draw: Callable[[np.random.Generator], tuple[Sample, Sample]],
) -> None:
    random, held = np.random.default_rng(3), 0
    for _ in range(300):
        interval = difference_interval(*draw(random))
        assert interval is not None
        held += interval[0] <= 0.2 <= interval[1]
    assert 0.90 <= held / 300 <= 0.99


def test_a_difference_from_one_value_has_no_interval() -> None:
    assert difference_interval(np.array([1.0]), np.array([1.0, 2.0])) is None
