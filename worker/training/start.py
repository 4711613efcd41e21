"""Where a run starts: the weights, slots and random state that its seed alone decides."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras.src.random.seed_generator import make_default_seed
from typing_extensions import override

Made = list[tuple[tf.Variable, Any]]
"""Variables in the order in which they were made, each with its first value or what returns it."""


class Seed(keras.random.SeedGenerator):
    """An initializer's seed as a variable: the same at each use, as an integer is."""

    @override
    def next(self, ordered: bool = True) -> tf.Tensor:
        return self.state.value * 1


class Start:
    """Puts a model and its optimizer where a run of a seed starts, whatever they did before.

    The n-th thing that is random in the model is given the n-th number that Keras draws after
    `set_random_seed(seed)`: an initializer for its seed, a layer for its random state.
    """

    def __init__(self, model: keras.Sequential, made: Made) -> None:
        self._states = [state for layer in model.layers for state in _drawn(layer)]
        drawn = {id(state.value) for state in self._states}
        self._made = [(variable, first) for variable, first in made if id(variable) not in drawn]
        self._copies = list(_copies(self._made, model.trainable_variables))
        self._put = tf.function(self._put_all, autograph=False)

    def __call__(self, seed: int) -> None:
        """Put everything at the start of a run of this seed."""
        random.seed(seed)  # set_random_seed also throws away what TensorFlow has ready
        self._put(tf.constant([[make_default_seed(), 0] for _ in self._states], tf.int64))

    def _put_all(self, drawn: tf.Tensor) -> None:
        for place, state in enumerate(self._states):
            state.assign(drawn[place])
        for variable, first in self._made:
            variable.assign(_value(first))
        for slot, weight in self._copies:
            slot.assign(weight)


@contextmanager
def making() -> Iterator[Made]:
    """Give the variables that are made within the block."""
    made: Made = []

    def make(creator: Callable[..., tf.Variable], **arguments: Any) -> tf.Variable:
        variable = creator(**arguments)
        made.append((variable, arguments["initial_value"]))
        return variable

    with tf.variable_creator_scope(make):
        yield made


def free_seeds(layer: keras.layers.Layer) -> None:
    """Let a layer's initializers be seeded again; a seed that the client gave stays."""
    for part in _parts(layer):
        is_random = isinstance(part, keras.initializers.Initializer) and hasattr(part, "seed")
        if is_random and part.get_config()["seed"] is None:
            part.seed = Seed()


def _drawn(layer: keras.layers.Layer) -> Iterator[keras.Variable]:
    """Yield the states of a layer's free seeds, in the order in which Keras draws them."""
    for part in _parts(layer):
        generator = getattr(part, "seed", part)
        is_generator = isinstance(generator, keras.random.SeedGenerator)
        if is_generator and generator.get_config()["seed"] is None:
            yield generator.state


def _parts(layer: keras.layers.Layer) -> list[Any]:
    """Return what a layer holds, a recurrent one's cell for it, as it was put there."""
    return list(vars(getattr(layer, "cell", layer)).values())


def _copies(
    made: Made, weights: Sequence[keras.Variable]
) -> Iterator[tuple[tf.Variable, keras.Variable]]:
    """Yield the slots that their optimizer has set to the start of a weight, and that weight."""
    for variable, first in made:
        value = variable.numpy()
        if not np.array_equal(value, _value(first), equal_nan=True):
            yield variable, next(weight for weight in weights if np.array_equal(weight, value))


def _value(first: Any) -> tf.Tensor:
    return first() if callable(first) else first
