"""Which kind a constructor's name means."""

import ast
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from lehr.dialects.constructors import constructor
from lehr.schedules import Schedule

_MODULES: Final[Mapping[str, frozenset[str]]] = {
    "callbacks": frozenset({"keras"}),
    "keras": frozenset({"keras", "tf_keras"}),
    "lr_scheduler": frozenset({"torch"}),
    "optax": frozenset({"optax"}),
    "swa_utils": frozenset({"torch"}),
    "tf_keras": frozenset({"keras", "tf_keras"}),
    "timm": frozenset({"timm"}),
    "torch": frozenset({"torch"}),
    "transformers": frozenset({"transformers"}),
}
"""The libraries that a word in front of a name leaves."""


def dotted(node: ast.expr) -> str | None:
    """Return the name that an expression consists of, None for other expressions."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            front = dotted(value)
            return None if front is None else f"{front}.{name}"
        case _:
            return None


def kind_called(name: str, kinds: Mapping[str, type[Schedule]]) -> str:
    """Return the kind that a constructor, by its name with or without modules, makes.

    Raises ValueError for a name that no library has, or several.
    """
    *modules, called = name.split(".")
    made = {kind: constructor(kind) for kind, cls in kinds.items() if cls.library}
    known = [kind for kind, one in made.items() if one == called]
    for module in modules:
        meant = _MODULES.get(module)
        known = [kind for kind in known if meant is None or kinds[kind].library in meant]
    if len(known) > 1:
        listed = " and ".join(f"`{kind}`" for kind in known)
        raise ValueError(f"`{called}` may be {listed}; write the library in front of it")
    if not known:
        raise ValueError(f"no constructor `{name}` is known{_near(called, [*made.values()])}")
    return known[0]


def _near(name: str, known: Sequence[str]) -> str:
    near = [f"`{one}`" for one in get_close_matches(name, dict.fromkeys(known))]
    return f", perhaps {' or '.join(near)}" if near else ""
