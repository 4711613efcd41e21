"""Between which numbers an operation's results lie, whatever the step."""

from collections.abc import Callable, Mapping
from itertools import product
from math import exp, floor, inf, isnan, sqrt
from typing import Final, TypeAlias

from .node import Argument, Node
from .tracing import FARTHEST

Bounds: TypeAlias = tuple[float, float]

_ANY: Final[Bounds] = (-inf, inf)
_KNOWN: Final[Mapping[str, Bounds]] = {
    "step": (0, FARTHEST),
    "count_below": (0, inf),
    "count_up_to": (0, inf),
    "call": (0, inf),
    "cos": (-1, 1),
    "sin": (-1, 1),
    "tanh": (-1, 1),
}
_MOST_EXPONENT: Final = 700.0
"""A little further e to this power is infinite."""


def bounds(argument: Argument) -> Bounds:
    """Return a least and a greatest number; wider than need be for what is not looked into."""
    match argument:
        case bool() | int() | float():
            return (argument, argument)
        case Node(operation) if operation in _KNOWN:
            return _KNOWN[operation]
        case Node(operation, arguments) if operation in _RULES:
            return _RULES[operation](*map(bounds, arguments))
        case Node("take", (tuple() as table, _)):
            return (min(table), max(table))
        case Node(dtype="bool"):
            return (0, 1)
        case _:
            return _ANY


def _corners(operation: Callable[[float, float], float]) -> Callable[[Bounds, Bounds], Bounds]:
    """Return the bounds of what is monotonic in each of its operands."""

    def between(first: Bounds, second: Bounds) -> Bounds:
        found = [operation(a, b) for a, b in product(first, second)]
        known = [0.0 if isnan(one) else one for one in found]
        return (min(known), max(known))

    return between


def _divide(dividend: Bounds, divisor: Bounds) -> Bounds:
    if divisor[0] <= 0 <= divisor[1]:
        return _ANY
    return _corners(lambda a, b: a / b)(dividend, divisor)


def _remainder(_: Bounds, divisor: Bounds) -> Bounds:
    return (0, divisor[1]) if divisor[0] > 0 else _ANY


def _power(base: Bounds, exponent: Bounds) -> Bounds:
    if base[0] < 0 or (base[0] == 0 and exponent[0] < 0):
        return _ANY
    return _corners(_bounded_power)(base, exponent)


def _bounded_power(base: float, exponent: float) -> float:
    try:
        return float(base**exponent)
    except OverflowError:
        return inf


def _rising(function: Callable[[float], float]) -> Callable[[Bounds], Bounds]:
    return lambda of: (function(of[0]), function(of[1]))


def _floor(value: float) -> float:
    return value if value in _ANY else floor(value)


_RULES: Final[Mapping[str, Callable[..., Bounds]]] = {
    "add": _corners(lambda a, b: a + b),
    "subtract": _corners(lambda a, b: a - b),
    "multiply": _corners(lambda a, b: a * b),
    "divide": _divide,
    "remainder": _remainder,
    "power": _power,
    "negative": lambda of: (-of[1], -of[0]),
    "minimum": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "maximum": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "where": lambda _, a, b: (min(a[0], b[0]), max(a[1], b[1])),
    "cast": lambda of: of,
    "exp": _rising(lambda a: exp(min(a, _MOST_EXPONENT)) if a < _MOST_EXPONENT else inf),
    "sqrt": _rising(lambda a: sqrt(max(a, 0))),
    "floor": _rising(_floor),
}
