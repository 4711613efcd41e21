"""Polynomial decay with a bent clock."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Polynomial, PolynomialKDecay


@pytest.mark.parametrize("k", [0.5, 1, 3])
@pytest.mark.parametrize("power", [0.5, 2])
def test_rates_follow_the_formula_and_stay(k: float, power: float) -> None:
    schedule = PolynomialKDecay(
        initial_learning_rate=0.1, decay_steps=20, end_learning_rate=0.01, power=power, k_decay=k
    )
    expected = [0.01 + 0.09 * (1 - (t / 20) ** k) ** power for t in range(21)] + [0.01] * 3
    assert schedule.rates(np.arange(24)) == pytest.approx(expected, rel=1e-13)


def test_with_an_even_clock_it_is_polynomial_decay() -> None:
    shape = {"initial_learning_rate": 0.1, "decay_steps": 20, "power": 2}
    plain = Polynomial.model_validate({**shape, "end_learning_rate": 0})
    rates = PolynomialKDecay.model_validate(shape).rates(np.arange(24))
    assert rates == pytest.approx(plain.rates(np.arange(24)), rel=1e-15)


def test_a_clock_that_stands_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        PolynomialKDecay(initial_learning_rate=0.1, decay_steps=20, k_decay=0)
