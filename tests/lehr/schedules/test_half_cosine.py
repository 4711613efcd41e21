"""The lower half of a cosine."""

import numpy as np
import pytest

from lehr.schedules import Cosine, HalfCosine


def test_it_is_the_second_half_of_cosine_decay() -> None:
    half = HalfCosine(initial_learning_rate=0.1, decay_steps=50, alpha=0.2)
    whole = Cosine(initial_learning_rate=0.1, decay_steps=100, alpha=0.2)
    expected = whole.rates(np.arange(50, 120))
    assert half.rates(np.arange(70)) == pytest.approx(expected, rel=1e-13)


def test_it_starts_half_way_between_its_ends() -> None:
    rates = HalfCosine(initial_learning_rate=1, decay_steps=50, alpha=0).rates(np.array([0]))
    assert rates == pytest.approx([0.5], rel=1e-15)
