"""Definitions without what only checks or describes: annotations, validators, unused methods."""

import ast
from collections.abc import Collection, Iterator
from typing import Any, Final

from typing_extensions import override

_KEPT_DECORATORS: Final = frozenset(
    {"cached_property", "classmethod", "contextmanager", "dataclass", "property", "staticmethod"}
)
_DROPPED_BASES: Final = frozenset({"BaseModel", "Generic"})
_PLAIN_DATA: Final = frozenset({"NamedTuple", "dataclass"})


def bare(tree: ast.stmt, used: Collection[str]) -> ast.stmt:
    """Return a definition with those methods and attributes alone that are used somewhere."""
    stripped: ast.stmt = _Stripping(used).visit(tree)
    return ast.fix_missing_locations(stripped)


def names(tree: ast.AST) -> Iterator[str]:
    """Yield the names that a definition speaks of."""
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def attributes(tree: ast.AST) -> Iterator[str]:
    """Yield the names behind dots in a definition."""
    return (node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))


class _Stripping(ast.NodeTransformer):
    def __init__(self, used: Collection[str]) -> None:
        self._used = used

    @override
    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        is_data = bool(_PLAIN_DATA & {*_called(node.decorator_list), *_called(node.bases)})
        plain = [one.value if isinstance(one, ast.Subscript) else one for one in node.bases]
        node.bases = [base for base in plain if not _DROPPED_BASES & {*names(base)}]
        node.decorator_list = _kept(node.decorator_list)
        members = [self._member(one, is_data=is_data) for one in node.body]
        node.body = [one for one in members if one is not None] or [ast.Pass()]
        return node

    @override
    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        node.decorator_list = _kept(node.decorator_list)
        node.returns = None
        self.generic_visit(node)
        return node

    @override
    def visit_arg(self, node: ast.arg) -> Any:
        node.annotation = None
        return node

    @override
    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        return ast.Assign([node.target], node.value) if node.value else None

    def _member(self, node: ast.stmt, *, is_data: bool) -> ast.stmt | None:
        match node:
            case ast.FunctionDef(name=name) if name in self._used or name.startswith("__"):
                kept: ast.stmt = self.visit(node)
                return kept
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                if is_data and "ClassVar" not in names(annotation):
                    node.annotation = ast.Name("object", ast.Load())
                    return node
                return self._default(name, node.value)
            case _:
                return None

    def _default(self, name: str, value: ast.expr | None) -> ast.stmt | None:
        if value is None or name not in self._used or "Field" in names(value):
            return None
        return ast.Assign([ast.Name(name, ast.Store())], value)


def _kept(decorators: list[ast.expr]) -> list[ast.expr]:
    return [one for one in decorators if _KEPT_DECORATORS & {*_called([one])}]


def _called(nodes: list[ast.expr]) -> Iterator[str]:
    return (name for node in nodes for name in names(node))
