"""The step that Adafactor takes when it is given no learning rate."""

from math import sqrt

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import AdafactorRelative


def test_the_step_stays_at_a_hundredth_until_the_root_of_time_is_smaller() -> None:
    rates = AdafactorRelative(parameter_scale=1).rates(np.array([0, 1, 9998, 9999, 10_000, 39_999]))
    expected = [0.01, 0.01, 0.01, 0.01, 1 / sqrt(10_001), 0.005]
    assert rates == pytest.approx(expected, rel=1e-15)


def test_warmup_counts_up_by_millionths_to_the_root_of_time() -> None:
    schedule = AdafactorRelative(parameter_scale=1, warmup_init=True)
    rates = schedule.rates(np.array([0, 1, 999, 9998, 9999, 39_999]))
    assert rates == pytest.approx([1e-6, 2e-6, 1e-3, 9.999e-3, 0.01, 0.005], rel=1e-15)


def test_the_scale_of_the_weights_multiplies_the_step() -> None:
    rates = AdafactorRelative(parameter_scale=0.5).rates(np.array([0, 39_999]))
    assert rates == pytest.approx([0.005, 0.0025], rel=1e-15)


def test_a_negative_scale_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        AdafactorRelative(parameter_scale=-1)
