"""Layers that multiply by a matrix or look up its rows."""

from math import prod

from .effect import Arguments, Effect, MisfitError, Shape, activation_name


def dense(arguments: Arguments, shape: Shape) -> Effect:
    """Multiply the last axis by a matrix, add a bias, apply an activation."""
    units, inputs = arguments["units"], shape[-1]
    output = (*shape[:-1], units)
    return Effect(
        output,
        trainable=inputs * units + units * arguments["use_bias"],
        operations=2 * inputs * prod(output) + 2 * prod(output),
        activation=activation_name(arguments["activation"]),
    )


def embedding(arguments: Arguments, shape: Shape) -> Effect:
    """Replace each of a row's integers by a row of the table."""
    if len(shape) != 1:
        raise MisfitError(None, f"takes one row of integers a sample; received shape {shape}")
    width = arguments["output_dim"]
    return Effect(
        (*shape, width),
        trainable=arguments["input_dim"] * width,
        activation="linear",
        reads_indices=True,
    )
