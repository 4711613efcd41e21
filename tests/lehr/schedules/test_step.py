"""Step decay."""

import numpy as np
import pytest

from lehr.schedules import Step


@pytest.mark.parametrize(("first", "drop_at"), [(0, 10), (1, 9)])
def test_the_first_drop_depends_on_the_index_of_the_first_value(first: int, drop_at: int) -> None:
    schedule = Step(initial_learning_rate=0.1, drop=0.5, every=10, first=first)
    rates = schedule.rates(np.arange(20))
    assert rates[: drop_at + 1].tolist() == [0.1] * drop_at + [0.05]


def test_each_drop_multiplies_the_rate() -> None:
    rates = Step(initial_learning_rate=1, drop=0.1, every=20).rates(np.array([0, 20, 40, 60]))
    assert rates == pytest.approx([1, 0.1, 0.01, 0.001], rel=1e-15)


def test_drops_come_at_exact_multiples_far_out() -> None:
    rates = Step(initial_learning_rate=1, drop=0.5, every=10**9).rates(
        np.array([10**12 - 10**9 - 1, 10**12 - 10**9])
    )
    assert rates.tolist() == [0.5**998, 0.5**999]


def test_a_drop_to_nothing_leaves_the_first_stretch() -> None:
    rates = Step(initial_learning_rate=0.1, drop=0, every=2).rates(np.arange(4))
    assert rates.tolist() == [0.1, 0.1, 0, 0]
