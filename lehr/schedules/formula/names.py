"""Which names a formula may use, and which its constants may have."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Final

from .error import FormulaError
from .operations import FUNCTIONS, NUMBERS
from .tree import Node, names

STEP: Final = "step"
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}")
_RESERVED: Final = frozenset({STEP, *NUMBERS, *FUNCTIONS})


def refused_names(constants: Iterable[str]) -> list[str]:
    """Return those that mean something already or are no identifiers of at most 32 characters."""
    return [
        f"{name[:32]!a}"
        for name in constants
        if name in _RESERVED or not _IDENTIFIER.fullmatch(name)
    ]


def check_names(text: str, tree: Node, constants: Collection[str]) -> None:
    """Raise FormulaError at the first name of a formula that stands for nothing."""
    known = [STEP, *constants, *NUMBERS]
    for name in names(tree):
        if name.name not in known:
            perhaps = nearest(name.name, known)
            listed = ", ".join(f"`{one}`" for one in known)
            rule = f"no such name `{name.name}`{perhaps}; there are {listed}"
            raise FormulaError(rule, text, name.position)


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which of the known names are near to one that is not."""
    near = [f"`{one}`" for one in get_close_matches(name, list(known))]
    return f", perhaps {' or '.join(near)}" if near else ""
