"""Layers that bring values to a common scale."""

from math import prod

from .effect import Arguments, Effect, MisfitError, Shape, axis_indices

OPERATIONS = 8
"""Mean, variance, scale and shift of each value, about."""


def batch_normalization(arguments: Arguments, shape: Shape) -> Effect:
    """Normalise over the batch: scale and shift are trained, the moving moments are not."""
    (axis,) = axis_indices("axis", arguments["axis"], shape)
    return _normalised(arguments, shape, shape[axis], frozen=2 * shape[axis])


def layer_normalization(arguments: Arguments, shape: Shape) -> Effect:
    """Normalise each sample over the axes."""
    axes = axis_indices("axis", arguments["axis"], shape)
    return _normalised(arguments, shape, prod(shape[axis] for axis in axes))


def group_normalization(arguments: Arguments, shape: Shape) -> Effect:
    """Normalise each sample over groups of channels."""
    groups, channels = arguments["groups"], shape[-1]
    if channels % groups:
        rule = f"`groups` must divide the {channels} channels"
        raise MisfitError("groups", f"{rule}; received {groups}")
    return _normalised(arguments, shape, channels)


def rms_normalization(_: Arguments, shape: Shape) -> Effect:
    """Divide each sample by its root mean square over channels; the scale is trained."""
    return Effect(shape, shape[-1], operations=4 * prod(shape), activation="linear")


def unit_normalization(arguments: Arguments, shape: Shape) -> Effect:
    """Divide each sample by its norm over the axes."""
    axis_indices("axis", arguments["axis"], shape)
    return Effect(shape, operations=3 * prod(shape), activation="linear")


def _normalised(arguments: Arguments, shape: Shape, weights: int, frozen: int = 0) -> Effect:
    return Effect(
        shape,
        trainable=weights * (arguments["scale"] + arguments["center"]),
        frozen=frozen,
        operations=OPERATIONS * prod(shape),
        activation="linear",
    )
