"""Operations that change nothing, left out of the graph."""

from math import inf

from .node import Argument, Node

_NEUTRAL = {"add": 0, "subtract": 0, "multiply": 1, "divide": 1, "power": 1}
_COMMUTING = frozenset({"add", "multiply"})


def made(operation: str, arguments: tuple[Argument, ...], dtype: str) -> Argument:
    """Return the node of an operation, or what it amounts to where it does nothing."""
    match operation, arguments:
        case "where", (bool() as condition, then, otherwise):
            return then if condition else otherwise
        case "less_equal", (0, Node("step")):
            return True
        case "bitwise_and", (True, other):
            return other
        case "greater", (Node(), infinity) if infinity == inf:
            return False
        case "where", (Node() as vanished, 0, Node("power") as power) if exponent := _told_apart(
            vanished, power
        ):
            return Node("power", (power.arguments[0], exponent), dtype)
        case _, (first, second) if _changes_nothing(operation, first, second, dtype):
            return first
        case _, (first, second) if operation in _COMMUTING and _changes_nothing(
            operation, second, first, dtype
        ):
            return second
        case _:
            return Node(operation, arguments, dtype)


def _changes_nothing(operation: str, kept: Argument, number: Argument, dtype: str) -> bool:
    is_neutral = operation in _NEUTRAL and number == _NEUTRAL[operation]
    return is_neutral and isinstance(kept, Node) and kept.dtype == dtype


def _told_apart(vanished: Node, power: Node) -> Argument | None:
    """Return the exponent of a power that is computed only where it does not vanish.

    NumPy saves time by that; a power that is too small to be told from 0 becomes 0 by itself.
    """
    match power.arguments[1]:
        case Node("where", (condition, 0, Node() as exponent)) if condition is vanished:
            return exponent
        case _:
            return None
