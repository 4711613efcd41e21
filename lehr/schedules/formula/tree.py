"""A formula that has been understood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from .operations import NUMBERS, OPERATIONS, Value


@dataclass(frozen=True)
class Number:
    """A number as it is written in the formula."""

    value: np.float64


@dataclass(frozen=True)
class Name:
    """A number that is known by name, and where the formula speaks of it."""

    name: str
    position: int


@dataclass(frozen=True)
class Call:
    """An operation on what other parts of the formula amount to."""

    operation: str
    arguments: tuple["Node", ...]


Node: TypeAlias = Number | Name | Call


def evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    """Return what a tree amounts to, in float64, with `values` for its names.

    What overflows is infinite and what is undefined is NaN, as NumPy has it.
    """
    match node:
        case Number():
            return node.value
        case Name():
            return values[node.name] if node.name in values else NUMBERS[node.name]
        case Call():
            arguments = (evaluate(argument, values) for argument in node.arguments)
            result: Value = OPERATIONS[node.operation](*arguments)
            return result


def names(node: Node) -> Iterator[Name]:
    """Yield every name in a tree, in the order of the text."""
    match node:
        case Number():
            return
        case Name():
            yield node
        case Call():
            for argument in node.arguments:
                yield from names(argument)
