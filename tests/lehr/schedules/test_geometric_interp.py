"""From one rate to another by equal ratios."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import GeometricInterp


@pytest.mark.parametrize(("first", "last"), [(0.1, 1e-5), (1e-7, 10.0), (0.5, 0.5)])
def test_every_step_has_the_same_ratio(first: float, last: float) -> None:
    schedule = GeometricInterp(initial_learning_rate=first, end_learning_rate=last, decay_steps=50)
    expected = [first * (last / first) ** (t / 50) for t in range(51)]
    assert schedule.rates(np.arange(51)) == pytest.approx(expected, rel=1e-13)


def test_both_ends_are_exact_and_the_last_one_stays() -> None:
    schedule = GeometricInterp(initial_learning_rate=0.1, end_learning_rate=1e-5, decay_steps=50)
    rates = schedule.rates(np.array([0, 50, 51, 10**12 - 1]))
    assert rates.tolist() == [0.1, 1e-5, 1e-5, 1e-5]


@pytest.mark.parametrize("name", ["initial_learning_rate", "end_learning_rate"])
def test_no_ratio_leads_to_or_from_nothing(name: str) -> None:
    ends = {"initial_learning_rate": 0.1, "end_learning_rate": 0.1, name: 0}
    with pytest.raises(ValidationError, match="greater than 0"):
        GeometricInterp.model_validate({**ends, "decay_steps": 50})
