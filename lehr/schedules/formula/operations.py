"""What formulas can compute, elementwise on float64."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import e, inf, pi
from typing import Any, Final, TypeAlias

import numpy as np
from typing_extensions import override

from ..base import FloatArray

Value: TypeAlias = FloatArray | np.float64
Operation: TypeAlias = Callable[..., Any]

NEGATION: Final = "negation"


@dataclass(frozen=True)
class Function:
    """A function and how many arguments it takes."""

    operation: Operation
    least: int
    most: float

    def takes(self, arguments: int) -> bool:
        """Whether the function can be called with so many arguments."""
        return self.least <= arguments <= self.most

    @override
    def __str__(self) -> str:
        count = f"{self.least} or more" if self.most == inf else str(self.least)
        return f"{count} argument{'s' * (self.most > 1)}"


def _minimum(*values: Value) -> Value:
    return reduce(np.minimum, values)


def _maximum(*values: Value) -> Value:
    return reduce(np.maximum, values)


def _clip(value: Value, low: Value, high: Value) -> Value:
    return _minimum(_maximum(value, low), high)


FUNCTIONS: Final[Mapping[str, Function]] = {
    "min": Function(_minimum, 2, inf),
    "max": Function(_maximum, 2, inf),
    "clip": Function(_clip, 3, 3),
    "where": Function(np.where, 3, 3),
    "abs": Function(np.abs, 1, 1),
    "exp": Function(np.exp, 1, 1),
    "log": Function(np.log, 1, 1),
    "sqrt": Function(np.sqrt, 1, 1),
    "cos": Function(np.cos, 1, 1),
    "sin": Function(np.sin, 1, 1),
    "tanh": Function(np.tanh, 1, 1),
    "floor": Function(np.floor, 1, 1),
    "ceil": Function(np.ceil, 1, 1),
}

COMPARISONS: Final[Mapping[str, Operation]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}

ARITHMETIC: Final[Mapping[str, Operation]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
}

OPERATIONS: Final[Mapping[str, Operation]] = {
    **ARITHMETIC,
    **COMPARISONS,
    **{name: function.operation for name, function in FUNCTIONS.items()},
    NEGATION: np.negative,
}
"""Every operation by the name that a tree knows it by."""

NUMBERS: Final[Mapping[str, np.float64]] = {"pi": np.float64(pi), "e": np.float64(e)}
"""The numbers that have names of their own."""
