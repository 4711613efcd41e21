"""Operations that change nothing, left out of the graph."""

from math import inf

from .node import Argument, Node

_NEUTRAL = {"add": 0, "subtract": 0, "multiply": 1, "divide": 1, "power": 1}
_COMMUTING = frozenset({"add", "multiply"})


def made(operation: str, arguments: tuple[Argument, ...], dtype: str) -> Argument:
    """Return the node of an operation, or what it amounts to where it does nothing."""
    match arguments:
        case (first, second) if operation != "where":
            simple = _of_two(operation, first, second, dtype)
        case (bool() as condition, then, otherwise):
            simple = then if condition else otherwise
        case (Node() as vanished, 0, Node("power", (base, exponent))):
            told = _told_apart(vanished, exponent)
            simple = None if told is None else Node("power", (base, told), dtype)
        case _:
            simple = None
    return Node(operation, arguments, dtype) if simple is None else simple


def _of_two(operation: str, first: Argument, second: Argument, dtype: str) -> Argument | None:
    match operation, first, second:
        case "greater_equal", Node("step"), 0:
            return True
        case "bitwise_and", True, _:
            return second
        case "greater", Node(), infinity if infinity == inf:
            return False
        case _ if _changes_nothing(operation, first, second, dtype):
            return first
        case _ if operation in _COMMUTING and _changes_nothing(operation, second, first, dtype):
            return second
        case _:
            return None


def _changes_nothing(operation: str, kept: Argument, number: Argument, dtype: str) -> bool:
    is_neutral = operation in _NEUTRAL and number == _NEUTRAL[operation]
    return is_neutral and isinstance(kept, Node) and kept.dtype == dtype


def _told_apart(vanished: Node, exponent: Argument) -> Argument | None:
    """Return the exponent of a power that is computed only where it does not vanish.

    NumPy saves time by that; a power that is too small to be told from 0 becomes 0 by itself.
    """
    match exponent:
        case Node("where", (condition, 0, Node() as whole)) if condition is vanished:
            return whole
        case _:
            return None
