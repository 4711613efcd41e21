"""Runs the function that computes the rates on a step that writes down what is done to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike, DTypeLike
from typing_extensions import override

from lehr.errors import InvalidRequest

from .node import STEP, Argument, Node
from .simplify import made

FARTHEST: Final = 10**12 - 1
"""The last step of all, for functions that lay out what they need up to the last one asked for."""


class Traced(NDArrayOperatorsMixin):
    """Stands for an array of steps, or of what was computed from them, in NumPy's functions."""

    shape: Final = (1,)

    def __init__(self, node: Argument) -> None:
        self.node = node

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type that NumPy would compute in."""
        return np.dtype(self.node.dtype if isinstance(self.node, Node) else np.float64)

    def astype(self, dtype: DTypeLike, *, copy: bool = True) -> "Traced":
        """Return the same in another type."""
        del copy
        return Traced(_cast(self.node, np.dtype(dtype).name))

    def item(self) -> object:
        """Return the number, where it is the same at every step."""
        return self.node

    def max(self, *, initial: int = 0) -> int:
        """Return the largest that any step can be."""
        return max(FARTHEST, initial)

    def all(self) -> bool:
        """Return that what is demanded of every step holds: the preview has checked it."""
        return True

    @override
    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: object, **_: object) -> object:
        return _applied(ufunc, inputs) if method == "__call__" else NotImplemented

    def __array_function__(
        self,
        function: Callable[..., object],
        _: object,
        arguments: Sequence[Any],
        named: Mapping[str, Any],
    ) -> object:
        meaning = _FUNCTIONS.get(function)
        return meaning(*arguments, **named) if meaning else NotImplemented


def called(name: str, step: Traced, dtype: str) -> Traced:
    """Return what the function of that name yields for a step."""
    return Traced(Node("call", (name, step.node), dtype))


def traced(function: Callable[[Any], Any]) -> Argument:
    """Return what a function of the steps does; raise TypeError where it cannot be followed."""
    try:
        return _plain(function(Traced(STEP)))
    except (AttributeError, IndexError, InvalidRequest) as error:
        raise TypeError(f"what is done to the steps cannot be followed: {error}") from error


def _plain(value: object) -> Argument:
    match value:
        case Traced():
            return value.node
        case np.ndarray() | np.generic() if value.size == 1:
            number: float = value.item()
            return number
        case bool() | int() | float():
            return value
        case _:
            raise TypeError(f"{type(value).__name__} cannot be followed")


def _cast(value: Argument, dtype: str) -> Any:
    match value:
        case Node(dtype=already) if already == dtype:
            return value
        case Node("cast", (Node(dtype="int64") as step,)) if dtype == "int64":
            return step
        case Node():
            return Node("cast", (value,), dtype)
        case _:
            return value


def _applied(ufunc: np.ufunc, inputs: Sequence[object]) -> Any:
    """Write down a ufunc, every operand cast to the type of the loop that NumPy would choose."""
    operands = [_plain(one) for one in inputs]
    if not any(isinstance(one, Node) for one in operands):
        return ufunc(*(one.node if isinstance(one, Traced) else one for one in inputs))
    *wanted, result = ufunc.resolve_dtypes((*map(_kind, operands), None))
    if result.hasobject:
        return _of_python(ufunc, operands)
    cast = tuple(_cast(one, dtype.name) for one, dtype in zip(operands, wanted, strict=True))
    return Traced(made(ufunc.__name__, cast, result.name))


def _of_python(ufunc: np.ufunc, operands: Sequence[Argument]) -> Traced:
    """Write down a function of Python's that `np.frompyfunc` applies to each element."""
    name = ufunc.__name__.removesuffix(" (vectorized)")
    return Traced(Node(name, tuple(operands), "float64"))


def _kind(operand: Argument) -> Any:
    if isinstance(operand, Node):
        return np.dtype(operand.dtype)
    return np.dtype(bool) if isinstance(operand, bool) else type(operand)


def _where(condition: object, then: object, otherwise: object) -> Any:
    branches = [_plain(then), _plain(otherwise)]
    dtypes = [one.dtype if isinstance(one, Node) else one for one in branches]
    dtype = np.result_type(*dtypes).name
    cast = [_cast(one, dtype) for one in branches]
    return Traced(made("where", (_plain(condition), *cast), dtype))


def _searchsorted(
    boundaries: ArrayLike, steps: Traced, side: Literal["left", "right"] = "left"
) -> Traced:
    table = tuple(np.asarray(boundaries).tolist())
    operation = "count_below" if side == "left" else "count_up_to"
    return Traced(Node(operation, (table, steps.node), "int64"))


def _take(values: ArrayLike, index: Traced, axis: int | None = 0) -> Traced:
    del axis
    table = np.asarray(values)
    return Traced(Node("take", (tuple(table.tolist()), index.node), table.dtype.name))


def _interp(steps: Any, boundaries: ArrayLike, values: ArrayLike) -> Traced:
    x, y = np.asarray(boundaries, dtype=np.float64), np.asarray(values, dtype=np.float64)
    passed = np.searchsorted(x, steps, side="right") - 1
    piece = np.minimum(np.maximum(passed, 0), len(x) - 2)
    way = np.minimum(np.maximum(steps.astype(np.float64), x[0]), x[-1]) - _take(x, piece)
    line: Traced = _take(y, piece) + _take(np.diff(y) / np.diff(x), piece) * way
    return line


def _clip(value: Any, least: float | None, most: float | None) -> Any:
    raised = value if least is None else np.maximum(value, least)
    return raised if most is None else np.minimum(raised, most)


def _piecewise(
    steps: Traced, conditions: Sequence[object], functions: Sequence[Callable[[Traced], object]]
) -> Any:
    *before, last = [function(steps) for function in functions]
    for condition, value in zip(reversed(conditions[: len(before)]), reversed(before), strict=True):
        last = _where(condition, value, last)
    return last


def _filled(number: int) -> Callable[[Traced], Traced]:
    return lambda like: Traced(like.dtype.type(number).item())


_FUNCTIONS: Final[Mapping[Callable[..., object], Callable[..., object]]] = {
    np.broadcast_to: lambda value, _: value,
    np.clip: _clip,
    np.full_like: lambda _, value: Traced(_plain(value)),
    np.interp: _interp,
    np.ones_like: _filled(1),
    np.piecewise: _piecewise,
    np.searchsorted: _searchsorted,
    np.stack: list,
    np.take_along_axis: _take,
    np.where: _where,
    np.zeros_like: _filled(0),
}
