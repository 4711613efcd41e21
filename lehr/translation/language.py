"""How the operations of a graph are written in a language: a template an operation."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from typing_extensions import override

from .node import Node


@dataclass(frozen=True)
class Language:
    """Templates in which a, b and c stand for the operands, in their order."""

    templates: Mapping[str, str]
    """The operations, as Python expressions."""
    cast: Mapping[str, str]
    """The conversions to a type, with a for what is converted."""
    table: Mapping[str, str]
    """A table of numbers of a type, with a for the list of its numbers."""
    prepared: Callable[[Node], Node]
    """What is done to an operation before it is written."""
    largest_integer: int
    """The largest number that the language's steps can be compared with."""

    def template(self, node: Node) -> str | None:
        """Return the template of a node; None where the language has no such operation."""
        if node.operation == "cast":
            return self.cast.get(node.dtype)
        return self.templates.get(f"{node.operation}:{node.dtype}") or self.templates.get(
            node.operation
        )


def filled(template: str, operands: Mapping[str, ast.expr]) -> ast.expr:
    """Return a template's tree with the operands in the places of their names."""
    tree: ast.expr = _Filling(operands).visit(ast.parse(template, mode="eval").body)
    return tree


class _Filling(ast.NodeTransformer):
    def __init__(self, operands: Mapping[str, ast.expr]) -> None:
        self._operands = operands

    @override
    def visit_Name(self, node: ast.Name) -> Any:
        return self._operands.get(node.id, node)


OPERATORS: Final[Mapping[str, str]] = {
    "add": "a + b",
    "subtract": "a - b",
    "multiply": "a * b",
    "divide": "a / b",
    "remainder": "a % b",
    "floor_divide": "a // b",
    "power": "a ** b",
    "negative": "-a",
    "less": "a < b",
    "less_equal": "a <= b",
    "greater": "a > b",
    "greater_equal": "a >= b",
    "equal": "a == b",
    "not_equal": "a != b",
}
"""What every language writes with Python's operators."""
