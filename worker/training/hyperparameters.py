"""Numbers of an optimizer that are inputs of a program, so that a sweep over them compiles once."""

from collections.abc import Mapping

import keras
import tensorflow as tf
from typing_extensions import override

from lehr.experiments.compilation import HYPERPARAMETERS


class Hyperparameter:
    """What an optimizer reads like a number that is not 0; a program may change it between runs.

    Zero and absence are left as they are: they make another program. One minus the number is kept
    besides it, rounded once, as it is where Keras subtracts Python's numbers.
    """

    dtype = "float32"

    def __init__(self, number: float) -> None:
        self._number = tf.Variable(number, dtype=tf.float32)
        self._rest = tf.Variable(1 - number, dtype=tf.float32)

    def assign(self, number: float) -> None:
        """Be another number."""
        self._number.assign(number)
        self._rest.assign(1 - number)

    def __tf_tensor__(self, dtype: tf.DType | None = None, name: str | None = None) -> tf.Tensor:
        return tf.cast(self._number.read_value(), dtype or tf.float32, name=name)

    def __mul__(self, other: tf.Tensor) -> tf.Tensor:
        return self._number.read_value() * other

    __rmul__ = __mul__

    def __sub__(self, one: float) -> tf.Tensor:
        return -(one - self)

    def __rsub__(self, one: float) -> tf.Tensor:
        if one != 1:
            raise TypeError(f"a hyperparameter is subtracted from 1 only; received {one}")
        return self._rest.read_value()

    def __gt__(self, other: object) -> bool:
        return self != other

    @override
    def __ne__(self, other: object) -> bool:
        if other != 0:
            raise TypeError(f"a hyperparameter is compared with 0 only; received {other}")
        return True

    __hash__ = object.__hash__
    __eq__ = object.__eq__


def as_inputs(optimizer: keras.optimizers.Optimizer) -> Mapping[str, Hyperparameter]:
    """Put inputs in the place of the optimizer's numbers, and return them by name."""
    found = {name: getattr(optimizer, name, None) for name in HYPERPARAMETERS}
    inputs = {name: Hyperparameter(number) for name, number in found.items() if number}
    for name, number in inputs.items():
        setattr(optimizer, name, number)
    return inputs
