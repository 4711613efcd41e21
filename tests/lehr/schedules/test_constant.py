"""The constant rate."""

import numpy as np

from lehr.schedules import Constant


def test_the_rate_is_the_same_at_every_step() -> None:
    rates = Constant(learning_rate=0.1).rates(np.array([0, 1, 10**12 - 1]))
    assert rates.tolist() == [0.1, 0.1, 0.1]
