"""The values that stand in a constructor call: constants, arithmetic of numbers, collections."""

import ast
import operator
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

Number = int | float

_MOST_POWER: Final = 1024
_MOST_BASE: Final = 10**6
_MOST: Final = 1e300
"""No number may be larger: integers have no end of their own."""


def _power(base: Number, exponent: Number) -> Number | complex:
    if abs(exponent) > _MOST_POWER or abs(base) > _MOST_BASE:
        raise ValueError(f"a power takes a base to {_MOST_BASE} and an exponent to {_MOST_POWER}")
    result: Number | complex = base**exponent
    return result


_ARITHMETIC: Final[Mapping[type[ast.operator], Callable[[Number, Number], Number | complex]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_SIGNS: Final[Mapping[type[ast.unaryop], Callable[[Number], Number]]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}


def constant(node: ast.expr) -> object:
    """Return the number, text, truth value or None that an expression of constants amounts to.

    Raises ValueError for every other expression.
    """
    match node:
        case ast.Constant(value=bool() | int() | float() | str() | None as value):
            return value
        case ast.UnaryOp(op=op, operand=operand) if sign := _SIGNS.get(type(op)):
            return sign(_number(operand))
        case ast.BinOp(left=left, op=op, right=right) if combine := _ARITHMETIC.get(type(op)):
            return _bounded(combine, _number(left), _number(right))
        case _:
            raise ValueError(
                "only constants, their arithmetic, lists and constructor calls are read"
            )


def _number(node: ast.expr) -> Number:
    value = constant(node)
    match value:
        case int() | float() if value is not True and value is not False:
            return value
        case _:
            raise ValueError("arithmetic is of numbers")


def _bounded(
    combine: Callable[[Number, Number], Number | complex], left: Number, right: Number
) -> Number:
    try:
        result = combine(left, right)
    except ArithmeticError as error:
        raise ValueError(f"the arithmetic has no result: {error}") from error
    if isinstance(result, complex) or not abs(result) <= _MOST or not isfinite(result):
        raise ValueError(f"the arithmetic must have a real result of at most {_MOST:g}")
    return result
