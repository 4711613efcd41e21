"""What the spellings of Keras promise without Keras at hand."""

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
