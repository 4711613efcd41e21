"""Layers that move values and change none."""

from math import prod

from .effect import Arguments, Effect, MisfitError, Shape, require_rank


def flatten(_: Arguments, shape: Shape) -> Effect:
    """Put a sample's values in one row."""
    return Effect((prod(shape),))


def reshape(arguments: Arguments, shape: Shape) -> Effect:
    """Give a sample another shape of as many values; -1 is what remains."""
    target = arguments["target_shape"]
    known, values = prod(length for length in target if length != -1), prod(shape)
    if values % known or (-1 not in target and values != known):
        rule = f"`target_shape` must hold the {values} values of {shape}"
        raise MisfitError("target_shape", f"{rule}; received {target}, {known} values")
    return Effect(tuple(values // known if length == -1 else length for length in target))


def permute(arguments: Arguments, shape: Shape) -> Effect:
    """Exchange a sample's axes, counted from 1."""
    dims = arguments["dims"]
    if sorted(dims) != list(range(1, len(shape) + 1)):
        rule = f"`dims` must hold each of 1 … {len(shape)} once for samples of shape {shape}"
        raise MisfitError("dims", f"{rule}; received {dims}")
    return Effect(tuple(shape[dim - 1] for dim in dims))


def repeat_vector(arguments: Arguments, shape: Shape) -> Effect:
    """Repeat a row."""
    require_rank(shape, 1, "(features,)")
    return Effect((arguments["n"], *shape))
