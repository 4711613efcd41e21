"""What is done to a step is written down, and what cannot be followed is said."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lehr.translation.node import STEP, Node
from lehr.translation.tracing import traced


def test_an_operation_is_a_node_on_operands_of_its_type() -> None:
    match traced(lambda steps: steps / 4):
        case Node("divide", (Node("cast", (step,), "float64"), 4), "float64"):
            assert step is STEP
        case other:
            pytest.fail(f"{other} is no division")


def test_what_changes_nothing_is_left_out() -> None:
    assert traced(lambda steps: (steps + 0) * 1) is STEP


def test_a_rate_that_is_the_same_at_every_step_is_a_number() -> None:
    assert traced(lambda steps: np.full_like(steps.astype(np.float64), 0.1) * 2) == 0.2


@pytest.mark.parametrize(
    "function",
    [
        np.sort,
        np.add.accumulate,
        lambda steps: steps.tolist(),
        lambda steps: np.arange(10)[steps],
        lambda _: "text",
    ],
)
def test_what_cannot_be_followed_is_a_type_error(function: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError):
        traced(function)
