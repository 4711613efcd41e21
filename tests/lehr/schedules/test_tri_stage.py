"""Up in a line, along, and down by equal ratios."""

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import TriStage


def test_each_stage_follows_its_formula() -> None:
    schedule = TriStage(
        initial_learning_rate=0.5,
        warmup_steps=4,
        hold_steps=3,
        decay_steps=5,
        initial_scale=0.2,
        final_scale=0.01,
    )
    climb = [0.5 * (0.2 + 0.8 * t / 4) for t in range(4)]
    fall = [0.5 * 0.01 ** (t / 5) for t in range(6)]
    rates = schedule.rates(np.arange(15))
    assert rates == pytest.approx([*climb, *[0.5] * 3, *fall, *[0.005] * 2], rel=1e-13)


def test_without_a_hold_the_fall_begins_at_the_peak() -> None:
    schedule = TriStage(initial_learning_rate=1, warmup_steps=2, hold_steps=0, decay_steps=2)
    assert schedule.rates(np.arange(6)) == pytest.approx([0.01, 0.505, 1, 0.1, 0.01, 0.01])


@pytest.mark.parametrize("name", ["warmup_steps", "decay_steps"])
def test_a_stage_without_steps_that_fairseq_divides_by_is_refused(name: str) -> None:
    stages = {"initial_learning_rate": 1, "warmup_steps": 1, "hold_steps": 0, "decay_steps": 1}
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        TriStage.model_validate({**stages, name: 0})


def test_a_fall_to_nothing_by_equal_ratios_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        TriStage(
            initial_learning_rate=1, warmup_steps=1, hold_steps=0, decay_steps=1, final_scale=0
        )
