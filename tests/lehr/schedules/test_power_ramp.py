"""From one rate to another by a power of the way."""

import numpy as np
import pytest

from lehr.schedules import PowerRamp


@pytest.mark.parametrize("power", [0.5, 1, 3])
@pytest.mark.parametrize(("first", "last"), [(0.1, 0.01), (0.01, 0.1)])
def test_rates_follow_the_formula_and_stay(power: float, first: float, last: float) -> None:
    schedule = PowerRamp(
        initial_learning_rate=first, decay_steps=10, end_learning_rate=last, power=power
    )
    expected = [first + (last - first) * (min(t, 10) / 10) ** power for t in range(15)]
    assert schedule.rates(np.arange(15)) == pytest.approx(expected, rel=1e-13)
