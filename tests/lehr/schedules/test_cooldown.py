"""A branch that ends a schedule early."""

from math import cos, exp, pi, sqrt

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.schedules import Cooldown, Exponential

FALLING = Exponential(initial_learning_rate=1, decay=0.01)
TOP, END = exp(-0.3), 0.05
Q = [step / 20 for step in range(21)]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("linear", [END + (TOP - END) * (1 - q) for q in Q]),
        ("cosine", [END + (TOP - END) * (1 + cos(pi * q)) / 2 for q in Q]),
        ("one_minus_sqrt", [END + (TOP - END) * (1 - sqrt(q)) for q in Q]),
        ("one_minus_square", [END + (TOP - END) * (1 - q**2) for q in Q]),
        ("halving", [END + (TOP - END) * (2 * 0.5**q - 1) for q in Q]),
        ("exponential", [TOP ** (1 - q) * END**q for q in Q]),
        ("inverse", [1 / ((1 - q) / TOP + q / END) for q in Q]),
    ],
)
def test_each_shape_falls_by_its_formula(shape: str, expected: list[float]) -> None:
    schedule = Cooldown.model_validate(
        {"schedule": FALLING, "start": 30, "steps": 20, "end_learning_rate": END, "shape": shape}
    )
    rates = schedule.rates(np.arange(30, 51))
    assert rates == pytest.approx(expected, rel=1e-13)
    assert (np.diff(rates) < 0).all()


def test_until_the_start_nothing_changes() -> None:
    schedule = Cooldown(schedule=FALLING, start=30, steps=20)
    assert np.array_equal(schedule.rates(np.arange(31)), FALLING.rates(np.arange(31)))


def test_after_the_end_the_rate_stays() -> None:
    schedule = Cooldown(schedule=FALLING, start=30, steps=20, end_learning_rate=END)
    assert schedule.rates(np.array([50, 51, 10**12 - 1])) == pytest.approx([END] * 3, rel=1e-15)


@pytest.mark.parametrize("shape", ["exponential", "inverse"])
def test_a_way_to_nothing_that_never_arrives_is_refused(shape: str) -> None:
    with pytest.raises(ValidationError, match=f"{shape} needs an `end_learning_rate` above 0"):
        Cooldown.model_validate({"schedule": FALLING, "start": 30, "steps": 20, "shape": shape})


@pytest.mark.parametrize("shape", ["exponential", "inverse"])
def test_from_nothing_every_shape_arrives(shape: str) -> None:
    nothing = {"kind": "constant", "learning_rate": 0}
    schedule = Cooldown.model_validate(
        {"schedule": nothing, "start": 0, "steps": 2, "end_learning_rate": 0.5, "shape": shape}
    )
    assert schedule.rates(np.arange(4)).tolist() == [0, 0, 0.5, 0.5]
