"""How far a window slides over the axes of space or time."""

from collections.abc import Iterator

from .effect import MisfitError, Shape


def per_axis(value: int | list[int], axes: int) -> list[int]:
    """Return one size an axis, as Keras repeats a single one."""
    return value if isinstance(value, list) else [value] * axes


def slide(
    shape: Shape, sizes: list[int], strides: list[int], *, padding: str, argument: str
) -> Shape:
    """Return how many places the window has on each axis.

    Raises MisfitError where "valid" leaves it none.
    """
    return tuple(_places(shape, sizes, strides, padding=padding, argument=argument))


def _places(
    shape: Shape, sizes: list[int], strides: list[int], *, padding: str, argument: str
) -> Iterator[int]:
    for length, size, stride in zip(shape, sizes, strides, strict=True):
        if padding != "valid":
            yield -(-length // stride)
            continue
        if size > length:
            rule = f'`{argument}` must cover at most {length} of {shape} with padding "valid"'
            raise MisfitError(argument, f"{rule}; received one that covers {size}")
        yield (length - size) // stride + 1
