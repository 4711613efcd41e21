"""A rate as a graph of elementwise operations on the step."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, eq=False)
class Node:
    """What an operation yields; nodes that are used twice are one object."""

    operation: str
    """A ufunc's name, or `step`, `cast`, `where`, `count_below`, `count_up_to`, `take`, `call`."""
    arguments: tuple["Argument", ...]
    dtype: str


Argument: TypeAlias = Node | float | str | tuple[float, ...]
"""What an operation works on: what another yields, a number, a name or a table of numbers."""

STEP = Node("step", (), "int64")
"""The step itself."""
