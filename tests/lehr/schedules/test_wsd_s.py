"""Along and down, again and again."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import WarmupStableDecay, WsdS


def periods(**parameters: Any) -> WsdS:
    lengths = {"warmup_steps": 2, "period_lengths": [6, 4], "decay_steps": 2}
    return WsdS(**{"initial_learning_rate": 1, **lengths, **parameters})


def test_every_period_ends_below_and_the_next_goes_on_above() -> None:
    expected = [0, 0.5, 1, 1, 1, 0.5, 0, 1, 1, 0.5, 0, 0]
    assert periods().rates(np.arange(12)) == pytest.approx(expected)
    assert periods().rates(np.array([10**12 - 1])).tolist() == [0]


def test_multipliers_change_the_height_of_their_periods() -> None:
    schedule = periods(multipliers=[1, 0.5], end_learning_rate=0.1)
    expected = [0, 0.5, 1, 1, 1, 0.55, 0.1, 0.5, 0.5, 0.3, 0.1]
    assert schedule.rates(np.arange(11)) == pytest.approx(expected)


def test_one_period_is_a_trapezoid() -> None:
    trapezoid = WarmupStableDecay(
        initial_learning_rate=1, warmup_steps=2, stable_steps=3, decay_steps=5
    )
    rates = periods(period_lengths=[10], decay_steps=5).rates(np.arange(20))
    assert rates.tolist() == trapezoid.rates(np.arange(20)).tolist()


def test_the_way_down_of_its_paper_is_straight_in_one_over_the_rate() -> None:
    schedule = periods(shape="inverse", end_learning_rate=0.1, period_lengths=[4], decay_steps=2)
    assert schedule.rates(np.arange(2, 5)) == pytest.approx([1, 1 / 5.5, 0.1])


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ({"multipliers": [1]}, "must be as many as the 2 periods"),
        ({"multipliers": []}, "must be as many as the 2 periods"),
        ({"period_lengths": [6, 1]}, "no period may be shorter than `decay_steps`, 2"),
        ({"period_lengths": [3, 4]}, "must hold `warmup_steps` and `decay_steps`"),
        ({"period_lengths": []}, "at least 1 item"),
        ({"shape": "exponential"}, "needs an `end_learning_rate` above 0"),
    ],
)
def test_periods_that_do_not_fit_are_refused(parameters: dict[str, object], rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        periods(**parameters)
