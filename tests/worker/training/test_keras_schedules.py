"""The spellings of Keras against Keras itself, in the same process."""

import inspect
from collections.abc import Callable
from itertools import product
from typing import Any

import keras
import numpy as np
import pytest

from lehr.dialects import KINDS, parse
from lehr.schedules import FloatArray

STEPS = np.array(
    [*range(100), 999, 1000, 1001, 12_345, 10**6, 2**24 - 1, 2**24, 2**24 + 1, 10**9, 10**12 - 1]
)
DECAYS = [
    {"initial_learning_rate": rate, "decay_steps": steps, "decay_rate": decay, "staircase": stairs}
    for rate, steps, decay, stairs in product(
        [0.1, 1], [1, 7, 1000, 2.5], [0.0, 0.002, 0.5, 0.96, 1], [False, True]
    )
]
PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "keras.ExponentialDecay": DECAYS,
    "keras.InverseTimeDecay": DECAYS,
    "keras.PiecewiseConstantDecay": [
        {"boundaries": [10], "values": [0.1, 0.01]},
        {"boundaries": [0, 5.9, 1000], "values": [1, 0.3, 0, 0.001]},
        {"boundaries": [2**24, 2**24 + 1, 10**9], "values": [0.4, 0.3, 0.2, 0.1]},
    ],
    "keras.PolynomialDecay": [
        {"initial_learning_rate": rate, "decay_steps": steps, "power": power, "cycle": cycle}
        for rate, steps, power, cycle in product(
            [0.1, 1], [1, 7, 1000, 2.5], [0, 0.5, 1, 2, 3.7], [False, True]
        )
    ],
    "keras.CosineDecay": [
        *(
            {"initial_learning_rate": rate, "decay_steps": steps, "alpha": alpha}
            for rate, steps, alpha in product([0.1, 1], [1, 7, 1000, 2.5], [0, 0.1, 1])
        ),
        *(
            {
                "initial_learning_rate": rate,
                "decay_steps": 50,
                "alpha": 0.1,
                "warmup_target": 0.3,
                "warmup_steps": steps,
            }
            for rate, steps in product([0, 0.1, 1], [0, 1, 10, 2**24 + 1])
        ),
    ],
    "keras.CosineDecayRestarts": [
        {
            "initial_learning_rate": 0.1,
            "first_decay_steps": steps,
            "t_mul": longer,
            "m_mul": lower,
            "alpha": alpha,
        }
        for steps, longer, (lower, alpha) in product(
            [1, 7, 1000, 2.5], [1, 1.5, 2, 3], [(1, 0), (0.5, 0.1)]
        )
    ],
}
CASES = [
    pytest.param(spelling, parameters, id=f"{spelling}-{'-'.join(map(str, parameters.values()))}")
    for spelling, cases in PARAMETERS.items()
    for parameters in cases
]


def keras_class(spelling: str) -> Callable[..., Any]:
    cls: Callable[..., Any] = getattr(keras.optimizers.schedules, spelling.removeprefix("keras."))
    return cls


def as_keras_needs(name: str, value: Any) -> Any:
    """Return a float for an integer, of which Keras would compute integers, but as boundary."""
    if name == "boundaries" or isinstance(value, bool):
        return value
    return [float(one) for one in value] if isinstance(value, list) else float(value)


def rates_of_keras(spelling: str, parameters: dict[str, Any]) -> FloatArray:
    given = {name: as_keras_needs(name, value) for name, value in parameters.items()}
    schedule = keras_class(spelling)(**given)
    # A warmup takes one step at a time; powers of several at once lose a bit that training keeps.
    if parameters.keys() & {"warmup_target", "t_mul"}:
        return np.array([schedule(keras.ops.convert_to_tensor(step, "int64")) for step in STEPS])
    return np.array(schedule(keras.ops.convert_to_tensor(STEPS, dtype="int64")))


def test_every_class_of_keras_is_spelled() -> None:
    classes = {
        f"keras.{name}"
        for name, cls in vars(keras.optimizers.schedules).items()
        if inspect.isclass(cls) and cls is not keras.optimizers.schedules.LearningRateSchedule
    }
    assert classes == PARAMETERS.keys()


@pytest.mark.parametrize("spelling", PARAMETERS)
def test_parameters_and_defaults_are_those_of_keras(spelling: str) -> None:
    theirs = inspect.signature(keras_class(spelling)).parameters
    ours = inspect.signature(KINDS[spelling]).parameters
    assert {name: p.default for name, p in ours.items() if name != "kind"} == {
        name: p.default for name, p in theirs.items() if name != "name"
    }
    assert [name for name in ours if name != "kind"] == [n for n in theirs if n != "name"]


@pytest.mark.parametrize(("spelling", "parameters"), CASES)
def test_rates_are_those_of_keras_within_rounding(
    spelling: str, parameters: dict[str, Any]
) -> None:
    theirs = rates_of_keras(spelling, parameters)
    ours = parse({"kind": spelling, **parameters}).rates(STEPS)
    assert theirs.dtype == ours.dtype == np.float32
    limits = np.finfo(np.float32)
    # TensorFlow flushes what is smaller than `tiny` to 0.
    allowed = 2 * np.spacing(theirs) + 2 * limits.eps * np.nanmax(theirs) + limits.tiny
    defined = ~np.isnan(theirs)  # roots of what rounding has carried below 0
    assert defined[:-5].all()
    assert (np.abs(ours.astype(np.float64) - theirs) <= allowed)[defined].all()


@pytest.mark.parametrize("spelling", ["keras.ExponentialDecay", "keras.InverseTimeDecay"])
@pytest.mark.parametrize("parameters", DECAYS, ids=lambda p: "-".join(map(str, p.values())))
def test_plain_decays_are_those_of_keras_within_two_ulp(
    spelling: str, parameters: dict[str, Any]
) -> None:
    theirs = rates_of_keras(spelling, parameters)
    ours = parse({"kind": spelling, **parameters}).rates(STEPS)
    normal = theirs >= np.finfo(np.float32).tiny
    np.testing.assert_array_max_ulp(ours[normal], theirs[normal], maxulp=2)
    assert (ours[~normal] <= np.finfo(np.float32).tiny).all()
