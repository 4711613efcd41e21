"""Layers that leave the shape as it is: activations, noise, scaling."""

from functools import partial
from math import prod

from .effect import (
    Arguments,
    Effect,
    Shape,
    activation_name,
    axis_indices,
    elementwise,
    require_rank,
)


def _same(_: Arguments, shape: Shape, *, bound: str | None) -> Effect:
    return elementwise(shape, activation=bound)


kept = partial(_same, bound=None)
"""Leaves values where they are when the model is used, as dropout does."""
unbounded = partial(_same, bound="linear")
relu = partial(_same, bound="relu")
leaky_relu = partial(_same, bound="leaky_relu")
elu = partial(_same, bound="elu")


def activation(arguments: Arguments, shape: Shape) -> Effect:
    """Apply a function to each value."""
    return elementwise(shape, 4, activation_name(arguments["activation"]))


def softmax(arguments: Arguments, shape: Shape) -> Effect:
    """Make the values along the axes sum to one."""
    axis_indices("axis", arguments["axis"], shape)
    return elementwise(shape, 4, "softmax")


def prelu(arguments: Arguments, shape: Shape) -> Effect:
    """Scale what is negative by a trained slope, shared along some axes."""
    shared = axis_indices("shared_axes", arguments["shared_axes"] or [], shape)
    slopes = prod(1 if axis in shared else length for axis, length in enumerate(shape))
    return Effect(shape, trainable=slopes, operations=3 * prod(shape), activation="leaky_relu")


def spatial_dropout1d(_: Arguments, shape: Shape) -> Effect:
    """Drop whole channels of a sequence."""
    require_rank(shape, 2, "(steps, channels)")
    return elementwise(shape)


def spatial_dropout2d(_: Arguments, shape: Shape) -> Effect:
    """Drop whole channels of an image."""
    require_rank(shape, 3, "(height, width, channels)")
    return elementwise(shape)
