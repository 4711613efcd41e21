"""A straight line."""

import numpy as np
import pytest

from lehr.schedules import Linear


@pytest.mark.parametrize(("first", "last"), [(0.1, 0.0), (0.0, 0.1), (0.3, 0.3), (0.1, 1e-9)])
def test_rates_follow_the_line_and_stay_at_its_end(first: float, last: float) -> None:
    schedule = Linear(initial_learning_rate=first, end_learning_rate=last, decay_steps=10)
    expected = [first + (last - first) * min(t, 10) / 10 for t in range(13)]
    assert schedule.rates(np.arange(13)) == pytest.approx(expected, rel=1e-13, abs=1e-17)


def test_a_line_to_nothing_ends_at_nothing() -> None:
    rates = Linear(initial_learning_rate=0.1, decay_steps=3).rates(np.array([3, 10**12 - 1]))
    assert rates.tolist() == [0, 0]
