"""Steps long and short, in an order that keeps them stable."""

from math import cos, pi

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Chebyshev


@pytest.mark.parametrize("order", [[0], [0, 1], [0, 3, 1, 2], [0, 7, 3, 4, 1, 6, 2, 5]], ids=len)
def test_nodes_come_in_the_fractal_order(order: list[int]) -> None:
    count = len(order)
    nodes = [0.55 - 0.45 * cos((place + 0.5) * pi / count) for place in order]
    rates = Chebyshev(learning_rate=0.2, total_steps=count, conditioning=0.1).rates(
        np.arange(count)
    )
    assert rates == pytest.approx([0.2 / node for node in nodes], rel=1e-13)


def test_every_node_comes_once_within_the_bounds() -> None:
    rates = Chebyshev(learning_rate=1, total_steps=1024).rates(np.arange(1024))
    assert len(np.unique(rates)) == 1024
    assert rates.min() > 1
    assert rates.max() < 20


def test_after_the_last_step_the_rate_stays() -> None:
    schedule = Chebyshev(learning_rate=1, total_steps=4)
    assert schedule.rates(np.array([4, 10**12 - 1])).tolist() == [schedule.rates(np.array([3]))] * 2


def test_with_one_curvature_all_rates_are_one() -> None:
    assert (
        Chebyshev(learning_rate=0.1, total_steps=4, conditioning=1).rates(np.arange(4)).tolist()
        == [0.1] * 4
    )


@pytest.mark.parametrize("steps", [3, 6, 1000])
def test_a_count_without_a_fractal_order_is_refused(steps: int) -> None:
    with pytest.raises(ValidationError, match="`total_steps` must be a power of two"):
        Chebyshev(learning_rate=1, total_steps=steps)
