"""The spellings of Keras against Keras itself, in the same process."""

import inspect
from collections.abc import Callable
from itertools import product
from typing import Any

import keras
import numpy as np
import pytest

from lehr.dialects import KINDS, parse

SPELLINGS = [name for name, k in KINDS.items() if k.library == "keras" and not k.feedback]
STEPS = np.array(
    [*range(100), 999, 1000, 1001, 12_345, 10**6, 2**24 - 1, 2**24, 2**24 + 1, 10**9, 10**12 - 1]
)
PARAMETERS = [
    {"initial_learning_rate": rate, "decay_steps": steps, "decay_rate": decay, "staircase": stairs}
    for rate, steps, decay, stairs in product(
        [0.1, 1], [1, 7, 1000, 2.5], [0.0, 0.002, 0.5, 0.96, 1], [False, True]
    )
]


def keras_class(spelling: str) -> Callable[..., Any]:
    cls: Callable[..., Any] = getattr(keras.optimizers.schedules, spelling.removeprefix("keras."))
    return cls


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_parameters_and_defaults_are_those_of_keras(spelling: str) -> None:
    theirs = inspect.signature(keras_class(spelling)).parameters
    ours = inspect.signature(KINDS[spelling]).parameters
    assert {name: p.default for name, p in ours.items() if name != "kind"} == {
        name: p.default for name, p in theirs.items() if name != "name"
    }
    assert [name for name in ours if name != "kind"] == [n for n in theirs if n != "name"]


@pytest.mark.parametrize("parameters", PARAMETERS, ids=lambda p: "-".join(map(str, p.values())))
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_rates_are_those_of_keras_within_two_ulp(spelling: str, parameters: dict[str, Any]) -> None:
    as_floats = {name: v if name == "staircase" else float(v) for name, v in parameters.items()}
    schedule = keras_class(spelling)(**as_floats)
    theirs = np.array(schedule(keras.ops.convert_to_tensor(STEPS, dtype="int64")))
    ours = parse({"kind": spelling, **parameters}).rates(STEPS)
    assert theirs.dtype == ours.dtype == np.float32
    normal = theirs >= np.finfo(np.float32).tiny  # TensorFlow flushes what is smaller to 0
    np.testing.assert_array_max_ulp(ours[normal], theirs[normal], maxulp=2)
    assert (ours[~normal] <= np.finfo(np.float32).tiny).all()
