"""Whether a JSON value is of the kind that an argument takes, and how to say what it takes."""

import math
import re
from collections.abc import Callable

from .vocabulary import Argument, Kind

MAX_AXES = 5
MAX_NUMBERS = 1000
LAYER_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.-]{0,63}")
"""What TensorFlow takes for the scope of a layer's operations."""


def fits(value: object, argument: Argument) -> bool:
    """Tell whether `value` is what `argument` takes; null is another question."""
    return _FITS[argument.kind](value, argument)


def wording(argument: Argument) -> str:
    """Say what `argument` takes: "an integer of at least 1 and at most 1000000"."""
    return _WORDING[argument.kind](argument) + (" or null" if argument.nullable else "")


def _is_boolean(value: object, _: Argument) -> bool:
    return isinstance(value, bool)


def _is_integer(value: object, argument: Argument) -> bool:
    return type(value) is int and _is_within(value, argument)


def _is_number(value: object, argument: Argument) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return _is_within(value, argument) and math.isfinite(value)


def _is_within(value: float, argument: Argument) -> bool:
    low, high = argument.minimum, argument.maximum
    above, below = argument.exclusive_minimum, argument.exclusive_maximum
    return (
        (low is None or value >= low)
        and (high is None or value <= high)
        and (above is None or value > above)
        and (below is None or value < below)
    )


def _are_numbers(value: object, argument: Argument) -> bool:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_NUMBERS:
        return False
    return all(_is_number(item, argument) for item in value)


def _is_choice(value: object, argument: Argument) -> bool:
    return isinstance(value, str) and value in (argument.choices or ())


def _is_layer_name(value: object, _: Argument) -> bool:
    return isinstance(value, str) and LAYER_NAME.fullmatch(value) is not None


def _are_sizes(value: object, argument: Argument) -> bool:
    if not isinstance(value, list):
        return _is_integer(value, argument)
    return len(value) == argument.length and all(_is_integer(item, argument) for item in value)


def _is_shape(value: object, _: Argument) -> bool:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_AXES:
        return False
    lengths = all(type(length) is int and (length >= 1 or length == -1) for length in value)
    return lengths and value.count(-1) <= 1


def _is_axis(value: object, argument: Argument) -> bool:
    return type(value) is int and _is_within(value, argument)


def _are_axes(value: object, argument: Argument) -> bool:
    if not isinstance(value, list):
        return _is_axis(value, argument)
    if not 1 <= len(value) <= MAX_AXES or not all(_is_axis(axis, argument) for axis in value):
        return False
    return len(set(value)) == len(value)


_FITS: dict[Kind, Callable[[object, Argument], bool]] = {
    Kind.BOOLEAN: _is_boolean,
    Kind.INTEGER: _is_integer,
    Kind.NUMBER: _is_number,
    Kind.NUMBERS: _are_numbers,
    Kind.CHOICE: _is_choice,
    Kind.TEXT: _is_layer_name,
    Kind.SIZES: _are_sizes,
    Kind.SHAPE: _is_shape,
    Kind.AXIS: _is_axis,
    Kind.AXES: _are_axes,
}


def _bounds(argument: Argument) -> str:
    said = (
        (">=", argument.minimum),
        (">", argument.exclusive_minimum),
        ("<=", argument.maximum),
        ("<", argument.exclusive_maximum),
    )
    parts = [f"{sign} {bound:.10g}" for sign, bound in said if bound is not None]
    return f" {' and '.join(parts)}" if parts else ""


def _choices(argument: Argument) -> str:
    return "one of " + ", ".join(f'"{choice}"' for choice in argument.choices or ())


_WORDING: dict[Kind, Callable[[Argument], str]] = {
    Kind.BOOLEAN: lambda _: "true or false",
    Kind.INTEGER: lambda argument: f"an integer{_bounds(argument)}",
    Kind.NUMBER: lambda argument: f"a finite number{_bounds(argument)}",
    Kind.NUMBERS: lambda argument: (
        f"a list of 1 to {MAX_NUMBERS} finite numbers{_bounds(argument)}"
    ),
    Kind.CHOICE: _choices,
    Kind.TEXT: lambda _: "1 to 64 letters, digits and `_.-`, the first not `_` or `-`",
    Kind.SIZES: lambda argument: (
        f"an integer{_bounds(argument)}, or a list of {argument.length} of them"
    ),
    Kind.SHAPE: lambda _: f"a list of 1 to {MAX_AXES} lengths >= 1, of which one may be -1",
    Kind.AXIS: lambda argument: f"an axis (an integer{_bounds(argument)})",
    Kind.AXES: lambda argument: (
        f"an axis (an integer{_bounds(argument)}), or a list of different ones"
    ),
    Kind.ACTIVATION: lambda _: "the name of an activation",
    Kind.INITIALIZER: lambda _: "the name of an initializer, or an object with `name`",
    Kind.REGULARIZER: lambda _: "the name of a regularizer, or an object with `name`",
    Kind.CONSTRAINT: lambda _: "the name of a constraint, or an object with `name`",
}
