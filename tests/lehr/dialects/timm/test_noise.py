"""timm's noise."""

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.dialects.timm.noise import Noise, Range
from lehr.errors import InvalidRequest
from lehr.schedules import FloatArray

FLAT = {"kind": "timm.step", "lr": 1, "decay_t": 1}
STEPS = np.arange(10_000)


def noise(**parameters: object) -> FloatArray:
    rates: FloatArray = parse({**FLAT, **parameters}).rates(STEPS) - 1
    return rates


def test_there_is_none_without_a_range() -> None:
    assert not noise().any()


def test_a_range_ends_before_its_second_step() -> None:
    assert np.flatnonzero(noise(noise_range_t=[20, 80])).tolist() == list(range(20, 80))


def test_a_step_alone_begins_an_endless_range() -> None:
    assert np.flatnonzero(noise(noise_range_t=9990)).tolist() == list(range(9990, 10_000))


def test_the_first_step_has_none() -> None:
    assert np.flatnonzero(noise(noise_range_t=0)).tolist() == STEPS[1:].tolist()


def test_steps_of_a_warmup_have_it_too() -> None:
    quiet, noisy = (
        parse({**FLAT, "warmup_t": 10, "noise_range_t": start}).rates(np.arange(10))
        for start in (10, 5)
    )
    assert np.flatnonzero(quiet != noisy).tolist() == [5, 6, 7, 8, 9]


def test_it_stays_below_its_limit() -> None:
    drawn = np.abs(noise(noise_range_t=1, noise_pct=0.2))
    assert 0.199 < drawn.max() < 0.2


def test_a_deviation_widens_it() -> None:
    drawn = noise(noise_range_t=1, noise_pct=1, noise_std=0.1)
    assert drawn.std() == pytest.approx(0.1, rel=0.03)


def test_no_deviation_is_no_noise() -> None:
    assert not noise(noise_range_t=1, noise_std=0).any()


def test_a_seed_beside_another_draws_the_same_one_step_later() -> None:
    assert (
        noise(noise_range_t=1, noise_seed=43)[1:-1].tolist() == noise(noise_range_t=1)[2:].tolist()
    )


def test_uniform_noise_fills_its_range() -> None:
    drawn = Noise(Range.of(0), 0.4, 1, 42, uniform=True).added(np.ones(10_000), STEPS) - 1
    counts = np.histogram(drawn, bins=8, range=(-0.4, 0.4))[0]
    assert counts.sum() == 10_000
    assert np.abs(counts - 1250).max() < 150


def test_a_limit_far_below_the_deviation_would_be_searched_for_too_long() -> None:
    with pytest.raises(InvalidRequest, match="`noise_std` must be <= 100 \\* `noise_pct`"):
        noise(noise_pct=0.009)
