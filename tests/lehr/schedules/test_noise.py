"""A schedule with noise on it."""

from statistics import NormalDist

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Constant, Noise

ONE = Constant(learning_rate=1)
STEPS = np.arange(20_000)


@pytest.mark.parametrize("distribution", ["normal", "uniform"])
def test_noise_stays_within_its_fraction(distribution: str) -> None:
    noise = Noise.model_validate({"schedule": ONE, "fraction": 0.3, "distribution": distribution})
    rates = noise.rates(STEPS)
    assert 0.7 <= rates.min() < 0.71
    assert 1.29 < rates.max() <= 1.3
    assert rates.mean() == pytest.approx(1, abs=0.01)


def test_normal_noise_is_a_normal_number_cut_off() -> None:
    rates = Noise(schedule=ONE, fraction=1).rates(STEPS)
    normal = NormalDist()
    within = (normal.cdf(0.5) - normal.cdf(-0.5)) / (normal.cdf(1) - normal.cdf(-1))
    assert (np.abs(rates - 1) < 0.5).mean() == pytest.approx(within, abs=0.015)


def test_noise_belongs_to_seed_and_step() -> None:
    schedule = Noise(schedule=ONE, seed=3)
    steps = np.array([19_999, 5, 17])
    assert np.array_equal(schedule.rates(steps), schedule.rates(STEPS)[steps])
    assert not np.array_equal(schedule.rates(STEPS), Noise(schedule=ONE, seed=4).rates(STEPS))


def test_outside_its_steps_there_is_no_noise() -> None:
    quiet = Noise(schedule=ONE, start=10, stop=20).rates(np.arange(30)) == 1
    assert np.flatnonzero(~quiet).tolist() == list(range(10, 20))


def test_no_fraction_is_no_noise() -> None:
    assert (Noise(schedule=ONE, fraction=0).rates(STEPS) == 1).all()


def test_a_range_without_steps_is_refused() -> None:
    with pytest.raises(ValidationError, match="`stop` must be > `start`, which is 5"):
        Noise(schedule=ONE, start=5, stop=5)
