"""A power of time."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import PowerLaw


@pytest.mark.parametrize("power", [0, -0.5, -0.51, -2])
def test_rates_follow_the_formula(power: float) -> None:
    rates = PowerLaw(scale=0.1, power=power, shift=3).rates(np.arange(100))
    assert rates == pytest.approx([0.1 * (t + 4) ** power for t in range(100)], rel=1e-13)


def test_an_index_of_at_least_one_repeats_the_first_rate() -> None:
    rates = PowerLaw(scale=0.1, power=-1, index="max(t,1)").rates(np.arange(4))
    assert rates == pytest.approx([0.1, 0.1, 0.05, 0.1 / 3])


def test_an_index_from_nothing_needs_a_shift() -> None:
    with pytest.raises(ValidationError, match="needs a `shift` above 0"):
        PowerLaw(scale=0.1, power=-1, index="t")


def test_a_shift_makes_an_index_from_nothing_possible() -> None:
    rates = PowerLaw(scale=0.1, power=-1, index="t", shift=1).rates(np.arange(3))
    assert rates == pytest.approx([0.1, 0.05, 0.1 / 3])
