"""What the spellings of Keras promise without Keras at hand."""

import numpy as np
import pytest

from lehr import schedules
from lehr.dialects import keras, parse
from lehr.errors import InvalidRequest


def test_exponential_decay_maps_to_the_canonical_family() -> None:
    spelling = keras.ExponentialDecay(
        initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9, staircase=True
    )
    assert spelling.canonical() == schedules.ExponentialDecay(
        initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9, staircase=True
    )


def test_inverse_time_decay_maps_to_the_canonical_family() -> None:
    spelling = keras.InverseTimeDecay(
        initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9, staircase=True
    )
    assert spelling.canonical() == schedules.InverseTime(
        initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9, power=1, staircase=True
    )


def test_the_label_of_an_operation_is_no_parameter_of_a_curve() -> None:
    document = {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9, "name": "x"}
    with pytest.raises(InvalidRequest, match="/name: no such field"):
        parse({"kind": "keras.ExponentialDecay", **document})


def test_polynomial_decay_maps_to_the_canonical_family() -> None:
    spelling = keras.PolynomialDecay(initial_learning_rate=0.1, decay_steps=10, cycle=True)
    assert spelling.canonical() == schedules.Polynomial(
        initial_learning_rate=0.1, decay_steps=10, end_learning_rate=0.0001, power=1, cycle=True
    )


def test_cosine_decay_without_warmup_is_the_canonical_family() -> None:
    spelling = keras.CosineDecay(initial_learning_rate=0.1, decay_steps=10, alpha=0.2)
    assert spelling.canonical() == schedules.Cosine(
        initial_learning_rate=0.1, decay_steps=10, alpha=0.2
    )


def test_cosine_decay_with_warmup_is_a_line_and_a_cosine() -> None:
    spelling = keras.CosineDecay(
        initial_learning_rate=0.01, decay_steps=50, alpha=0.1, warmup_target=0.3, warmup_steps=10
    )
    steps = np.arange(100)
    expected = spelling.canonical().rates(steps)
    assert spelling.rates(steps, "float64") == pytest.approx(expected, rel=1e-14)


def test_warmup_steps_without_a_target_which_keras_ignores_are_refused() -> None:
    document = {"initial_learning_rate": 0.1, "decay_steps": 10, "warmup_steps": 5}
    with pytest.raises(InvalidRequest, match="has a meaning with a `warmup_target` only"):
        parse({"kind": "keras.CosineDecay", **document})


def test_restarts_in_shrinking_cycles_which_become_nan_in_keras_are_refused() -> None:
    document = {"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 0.5}
    with pytest.raises(InvalidRequest, match="/t_mul"):
        parse({"kind": "keras.CosineDecayRestarts", **document})


def test_a_broken_boundary_acts_as_the_whole_step_below() -> None:
    spelling = keras.PiecewiseConstantDecay(boundaries=[5.9], values=[1, 0.5])
    assert spelling.rates(np.arange(4, 8)).tolist() == [1, 1, 0.5, 0.5]


def test_boundaries_that_fall_on_the_same_step_are_refused() -> None:
    document = {"boundaries": [5.1, 5.9], "values": [1, 0.5, 0.25]}
    with pytest.raises(InvalidRequest, match="each must be greater than the one before"):
        parse({"kind": "keras.PiecewiseConstantDecay", **document})


def test_the_decay_of_old_optimizers_is_computed_in_float32() -> None:
    rates = keras.LegacyDecay(initial_learning_rate=0.1, decay=0.002).rates(np.arange(1000))
    one, initial, decay = np.float32(1), np.float32(0.1), np.float32(0.002)
    expected = [initial / (one + decay * np.float32(step)) for step in range(1000)]
    assert rates.dtype == np.float32
    assert rates.tolist() == [float(rate) for rate in expected]
