"""A climb to the rate of a schedule."""

from math import cos, exp, log, pi, sqrt
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Constant, Exponential, Warmup

ONE = Constant(learning_rate=1)
FALLING = Exponential(initial_learning_rate=1, decay=0.01)
STEPS = 20


def warmup(**parameters: Any) -> Warmup:
    return Warmup(**{"schedule": ONE, "steps": STEPS, **parameters})


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [t / 20 for t in range(20)]),
        ({"progress": "(t+1)/W"}, [(t + 1) / 20 for t in range(20)]),
        ({"progress": "(t+1)/(W+1)"}, [(t + 1) / 21 for t in range(20)]),
        ({"progress": "max(t,1)/W"}, [max(t, 1) / 20 for t in range(20)]),
        ({"start": 0.25}, [0.25 + 0.75 * t / 20 for t in range(20)]),
        ({"shape": "constant", "start": 0.3}, [0.3] * 20),
        ({"shape": "power", "power": 3}, [(t / 20) ** 3 for t in range(20)]),
        ({"shape": "cosine"}, [0.5 * (1 - cos(pi * t / 20)) for t in range(20)]),
        ({"shape": "one_minus_sqrt"}, [1 - sqrt(1 - t / 20) for t in range(20)]),
        ({"shape": "geometric", "start": 0.01}, [0.01 ** ((20 - t) / 20) for t in range(20)]),
        ({"shape": "logarithmic"}, [log(t + 1) / log(20) for t in range(20)]),
    ],
)
def test_each_shape_climbs_by_its_formula(
    parameters: dict[str, object], expected: list[float]
) -> None:
    rates = warmup(**parameters).rates(np.arange(STEPS))
    assert rates == pytest.approx(expected, rel=1e-13, abs=1e-15)
    assert (np.diff(rates) >= 0).all()


@pytest.mark.parametrize("shape", ["linear", "constant", "power", "cosine", "logarithmic"])
def test_after_the_climb_the_rate_is_whole(shape: str) -> None:
    assert warmup(shape=shape).rates(np.array([STEPS, STEPS + 1, 10**12 - 1])).tolist() == [1] * 3


def test_saturating_comes_near_the_whole_rate_and_never_there() -> None:
    schedule = warmup(shape="saturating", mode="multiply", progress="(t+1)/W")
    expected = [1 - exp(-(t + 1) / 20) for t in range(100)]
    assert schedule.rates(np.arange(100)) == pytest.approx(expected, rel=1e-13)


def test_rebase_starts_the_schedule_when_the_climb_has_ended() -> None:
    rates = warmup(schedule=FALLING).rates(np.arange(40))
    assert rates[:20] == pytest.approx([t / 20 for t in range(20)])
    assert np.array_equal(rates[20:], FALLING.rates(np.arange(20)))


def test_mask_lets_the_clock_run_and_jumps() -> None:
    rates = warmup(schedule=FALLING, mode="mask").rates(np.arange(40))
    assert rates[:20] == pytest.approx([t / 20 for t in range(20)])
    assert np.array_equal(rates[20:], FALLING.rates(np.arange(20, 40)))


def test_join_climbs_to_where_the_clock_has_run() -> None:
    rates = warmup(schedule=FALLING, mode="join").rates(np.arange(40))
    assert rates[:20] == pytest.approx([exp(-0.2) * t / 20 for t in range(20)])
    assert np.array_equal(rates[20:], FALLING.rates(np.arange(20, 40)))


def test_multiply_damps_a_running_schedule() -> None:
    rates = warmup(schedule=FALLING, mode="multiply").rates(np.arange(40))
    assert rates == pytest.approx([min(t / 20, 1) * exp(-0.01 * t) for t in range(40)])


def test_one_step_of_warmup_is_one_wasted_step() -> None:
    assert warmup(steps=1).rates(np.arange(3)).tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ({"shape": "geometric"}, "needs a `start` above 0"),
        ({"shape": "saturating"}, "needs `mode` multiply"),
        ({"steps": 0}, "greater than or equal to 1"),
        ({"start": 1.5}, "less than or equal to 1"),
    ],
)
def test_climbs_that_cannot_be_are_refused(parameters: dict[str, object], rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        warmup(**parameters)
