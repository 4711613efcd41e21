"""Decay by a power of time that ends in a line."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import PowerScheduler


def test_each_stage_follows_its_formula() -> None:
    schedule = PowerScheduler(
        initial_learning_rate=0.5,
        warmup_steps=10,
        total_steps=100,
        power=-0.6,
        decay_fraction=0.2,
        end_learning_rate=0.01,
    )
    climb = [0.5 * t / 10 for t in range(10)]
    law = [0.5 * (t / 10) ** -0.6 for t in range(10, 81)]
    line = [0.01 + (law[-1] - 0.01) * (100 - t) / 20 for t in range(81, 101)]
    rates = schedule.rates(np.arange(103))
    assert rates == pytest.approx([*climb, *law, *line, 0.01, 0.01], rel=1e-13)


def test_the_peak_is_the_given_rate_to_the_bit() -> None:
    schedule = PowerScheduler(initial_learning_rate=0.3, warmup_steps=7, total_steps=100)
    assert schedule.rates(np.array([7])).tolist() == [0.3]


def test_a_line_without_a_step_is_refused() -> None:
    with pytest.raises(ValidationError, match="must be some steps"):
        PowerScheduler(initial_learning_rate=1, warmup_steps=1, total_steps=5)


def test_a_warmup_that_leaves_no_room_for_the_line_is_refused() -> None:
    with pytest.raises(ValidationError, match="the steps of the line, 91 and 10"):
        PowerScheduler(initial_learning_rate=1, warmup_steps=91, total_steps=100)
