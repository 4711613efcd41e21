"""Which values of a metric are better, held against Keras itself."""

from typing import Any

import keras

from lehr.comparison.metric import higher_is_better
from lehr.experiments.vocabulary import vocabulary


def direction(name: str) -> Any:
    """Return `up`, `down`, or None where Keras has no opinion."""
    arguments = vocabulary().metrics.entries[name].arguments
    required = {
        key: argument.choices[0] if argument.choices else 0.5
        for key, argument in arguments.items()
        if argument.required
    }
    return vars(getattr(keras.metrics, name)(**required)).get("_direction")


def test_higher_is_better_where_keras_says_so() -> None:
    found = {name: direction(name) for name in vocabulary().metrics.entries}
    told = {name: way == "up" for name, way in found.items() if way is not None}
    assert len(told) > 20
    assert {name: higher_is_better(name) for name in told} == told
