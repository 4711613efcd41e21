"""Where NumPy goes on with infinity or NaN and Python raises: operands held where it does not."""

from math import inf
from typing import Final

from .bounds import bounds
from .node import Argument, Node

_LARGEST: Final = 1e300
_MOST_EXPONENT: Final = 709.0
_SMALLEST: Final = 5e-324


def guarded(node: Node) -> Node:
    """Return the same operation on operands for which Python has a result.

    Beyond them stands the number next to infinity or zero, which makes the same rate.
    """
    match node:
        case Node("exp", (of,)) if bounds(of)[1] > _MOST_EXPONENT:
            return _with_first(node, "minimum", _MOST_EXPONENT)
        case Node("log", (of,)) if bounds(of)[0] <= 0:
            return _with_first(node, "maximum", _SMALLEST)
        case Node("sqrt", (of,)) if bounds(of)[0] < 0:
            return _with_first(node, "maximum", 0.0)
        case Node("power", (Node() as base, int() | float() as exponent)):
            least = _least_base(exponent)
            return node if bounds(base)[0] >= least else _with_first(node, "maximum", least)
        case _:
            return node


def _least_base(exponent: float) -> float:
    """Return the least number that has this power in Python, and one that is finite."""
    if exponent < 0:
        return max(float(_LARGEST ** (1 / exponent)), _SMALLEST)
    return -inf if float(exponent).is_integer() else 0.0


def _with_first(node: Node, bound: str, number: float) -> Node:
    first, *others = node.arguments
    held: Argument = Node(bound, (first, number), node.dtype)
    return Node(node.operation, (held, *others), node.dtype)
