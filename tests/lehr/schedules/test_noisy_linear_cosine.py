"""A cosine on a falling line with noise."""

import numpy as np
import pytest

from lehr.schedules import LinearCosine, NoisyLinearCosine

STEPS = np.arange(1000)
QUIET = LinearCosine(initial_learning_rate=1, decay_steps=1e12).rates(STEPS)


def noisy(**parameters: float) -> NoisyLinearCosine:
    return NoisyLinearCosine.model_validate(
        {"initial_learning_rate": 1, "decay_steps": 1e12, **parameters}
    )


def test_without_variance_it_is_linear_cosine() -> None:
    assert noisy(initial_variance=0).rates(STEPS).tolist() == QUIET.tolist()


def test_noise_has_its_variance_at_the_start() -> None:
    noise = noisy(initial_variance=0.01, variance_decay=0).rates(STEPS) - QUIET
    assert noise.std() == pytest.approx(0.1, rel=0.1)
    assert noise.mean() == pytest.approx(0, abs=0.02)


def test_the_variance_falls_with_its_power_of_time() -> None:
    long = np.arange(10**6, 10**6 + 1000)
    noise = noisy(initial_variance=1, variance_decay=0.5).rates(long) - QUIET
    assert noise.std() == pytest.approx(10**-1.5, rel=0.1)


def test_the_variance_stays_where_the_decay_has_ended() -> None:
    schedule = noisy(decay_steps=99, num_periods=1, variance_decay=0.5, beta=5)
    noise = schedule.rates(np.arange(10**6, 10**6 + 1000)) - 5
    assert noise.std() == pytest.approx(100**-0.25, rel=0.1)


def test_noise_belongs_to_seed_and_step() -> None:
    steps = np.array([999, 3, 500])
    assert np.array_equal(noisy(seed=5).rates(steps), noisy(seed=5).rates(STEPS)[steps])
    assert not np.array_equal(noisy(seed=5).rates(steps), noisy(seed=6).rates(steps))


def test_no_noise_makes_the_rate_negative() -> None:
    rates = noisy(initial_variance=100, variance_decay=0).rates(STEPS)
    assert rates.min() == 0
