"""A cosine without an end."""

from math import cos, pi

import numpy as np
import pytest

from lehr.schedules import Cosine, CosineWave

WAVE = CosineWave(initial_learning_rate=0.1, decay_steps=50, alpha=0.1)


def test_rates_follow_the_formula() -> None:
    expected = [0.1 * (0.9 * (1 + cos(pi * t / 50)) / 2 + 0.1) for t in range(500)]
    assert WAVE.rates(np.arange(500)) == pytest.approx(expected, rel=1e-12)


def test_the_first_half_wave_is_cosine_decay() -> None:
    decay = Cosine(initial_learning_rate=0.1, decay_steps=50, alpha=0.1)
    assert np.array_equal(WAVE.rates(np.arange(51)), decay.rates(np.arange(51)))


def test_past_the_bottom_it_climbs_again() -> None:
    rates = WAVE.rates(np.arange(101))
    assert (np.diff(rates[:51]) < 0).all()
    assert (np.diff(rates[50:]) > 0).all()


def test_far_out_it_is_still_the_same_wave() -> None:
    assert np.array_equal(WAVE.rates(np.arange(100) + 10**11), WAVE.rates(np.arange(100)))
