"""Where the names of Lehr's own modules are defined, read from their source."""

import ast
from functools import cache
from importlib import import_module
from importlib.util import resolve_name
from inspect import getsource
from types import ModuleType
from typing import NamedTuple, TypeAlias


class Place(NamedTuple):
    """A name in the module that defines it."""

    module: str
    name: str


Origin: TypeAlias = Place | str | None
"""Where a name comes from: a module of Lehr, the statement that imports it, or Python itself."""


def definition(place: Place) -> ast.stmt:
    """Return a new tree of the statement that defines a name."""
    return ast.parse(ast.unparse(_statements(place.module)[place.name])).body[0]


def origin(module: str, name: str) -> Origin:
    """Return where a name that a module speaks of comes from."""
    match _statements(module).get(name):
        case ast.ImportFrom(module=path, level=level, names=aliases):
            [original] = [one.name for one in aliases if name in {one.asname, one.name}]
            start = _absolute(module, path or "", level)
            if start.partition(".")[0] == "lehr":
                return origin(start, original)
            return ast.unparse(ast.ImportFrom(start, [_alias(original, name)], 0))
        case ast.Import(names=aliases):
            return ast.unparse(ast.Import([_alias(aliases[0].name, name)]))
        case None:
            return None
        case _:
            return Place(module, name)


def module_called(module: str, name: str) -> str | None:
    """Return the module of Lehr that another one knows by this name."""
    value = vars(import_module(module)).get(name)
    is_ours = isinstance(value, ModuleType) and value.__name__.startswith("lehr.")
    return value.__name__ if is_ours and isinstance(value, ModuleType) else None


@cache
def _statements(module: str) -> dict[str, ast.stmt]:
    """Return the statement of a module that binds each of its names."""
    tree = ast.parse(getsource(import_module(module)))
    return {name: statement for statement in tree.body for name in _bound(statement)}


def _bound(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return [one.asname or one.name for one in aliases]
        case _:
            return []


def _absolute(module: str, path: str, level: int) -> str:
    package: str = import_module(module).__package__ or ""
    return resolve_name("." * level + path, package) if level else path


def _alias(original: str, name: str) -> ast.alias:
    return ast.alias(original, None if name == original else name)
