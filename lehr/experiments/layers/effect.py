"""What a layer does to the shape of a sample, and what that takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from ..arguments import component_of
from ..vocabulary import vocabulary

Arguments = Mapping[str, Any]
"""Every argument of a layer, defaults filled in, each of its own kind."""
Shape = tuple[int, ...]
"""Lengths of one sample, the batch axis left out; channels are last."""


class MisfitError(Exception):
    """A layer cannot take what it is given: which of its arguments is to blame, and why."""

    def __init__(self, argument: str | None, detail: str) -> None:
        super().__init__(detail)
        self.argument = argument
        self.detail = detail


@dataclass(frozen=True)
class Effect:
    """A layer's output for one sample, its weights, and the cost of a forward pass."""

    output_shape: Shape
    trainable: int = 0
    """Weights that training changes."""
    frozen: int = 0
    """Weights that it does not, such as moving averages."""
    operations: float = 0
    """Floating-point operations for one sample."""
    activation: str | None = None
    """What bounds the output's values; None where the layer leaves the input's bounds alone."""
    activations: int = 0
    """Values kept for the backward pass besides the output."""
    reads_indices: bool = False
    """Whether the input is row numbers of a table."""


Rule = Callable[[Arguments, Shape], Effect]


def elementwise(shape: Shape, operations: float = 1, activation: str | None = None) -> Effect:
    """Return the effect of a layer that computes each value from one value."""
    return Effect(shape, operations=operations * prod(shape), activation=activation)


def activation_name(value: str | Mapping[str, Any] | None) -> str:
    """Return Keras's name of the activation that an argument asks for."""
    if value is None:
        return "linear"
    name, _ = component_of(value)
    return vocabulary().activations.find(name) or name


def require_rank(shape: Shape, rank: int, axes: str) -> None:
    """Raise MisfitError unless a sample has as many axes as `axes` names."""
    if len(shape) != rank:
        raise MisfitError(None, f"takes samples of shape {axes}; received {shape}")


def axis_indices(argument: str, axes: int | list[int], shape: Shape) -> list[int]:
    """Return which axes of a sample are meant; Keras counts them with the batch as axis 0.

    Raises MisfitError for the batch's own axis, one out of range, or one meant twice.
    """
    rank = len(shape)
    listed = axes if isinstance(axes, list) else [axes]
    indices = [axis - 1 if axis > 0 else axis + rank for axis in listed]
    if any(axis == 0 or not 0 <= index < rank for axis, index in zip(listed, indices, strict=True)):
        rule = f"`{argument}` must be among 1 … {rank} or -{rank} … -1 for samples of shape {shape}"
        raise MisfitError(argument, f"{rule}; received {axes}")
    if len(set(indices)) < len(indices):
        raise MisfitError(argument, f"`{argument}` must name different axes; received {axes}")
    return indices
