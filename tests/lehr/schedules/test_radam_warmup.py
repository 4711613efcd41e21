"""The factor by which RAdam holds its first updates back."""

from math import sqrt

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Exponential, Product, RadamWarmup


def test_the_first_step_is_the_first_with_more_than_four_degrees_of_freedom() -> None:
    # rho_inf = 19; rho = 19 - 2 s 0.9^s / (1 - 0.9^s) is 3.7... at s = 4 and 4.58... at s = 5.
    rho = 19 - 10 * 0.59049 / 0.40951
    expected = 0.1 * sqrt((rho - 4) * (rho - 2) * 19 / (15 * 17 * rho))
    rates = RadamWarmup(learning_rate=0.1, beta2=0.9).rates(np.array([0]))
    assert rates == pytest.approx([expected], rel=1e-13)


@pytest.mark.parametrize("beta2", [0.61, 0.9, 0.999, 0.999999])
def test_rates_climb_to_the_whole_rate(beta2: float) -> None:
    schedule = RadamWarmup(learning_rate=0.1, beta2=beta2)
    rates = schedule.rates(np.unique(np.geomspace(1, 10**8, 60).astype(np.int64)))
    assert (np.diff(rates) > -1e-9).all()
    assert 0 < rates[0] < 0.1
    assert schedule.rates(np.array([10**12 - 1])) == pytest.approx([0.1], rel=1e-15)


def test_a_product_with_it_warms_a_schedule_up() -> None:
    factor, falling = RadamWarmup(learning_rate=1), Exponential(initial_learning_rate=1, decay=0.01)
    steps = np.arange(50)
    rates = Product(schedules=[factor, falling]).rates(steps)
    assert rates.tolist() == (factor.rates(steps) * falling.rates(steps)).tolist()


@pytest.mark.parametrize("beta2", [0.6, 1])
def test_moments_without_a_tractable_variance_are_refused(beta2: float) -> None:
    with pytest.raises(ValidationError, match="than or equal to"):
        RadamWarmup(learning_rate=0.1, beta2=beta2)
