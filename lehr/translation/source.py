"""The source of what computes a schedule's rates, as a program of its own on NumPy alone.

For schedules whose arithmetic is no formula of the step: the very classes and functions are
written out, without what only validates parameters, and only as far as they are used.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import resolve_name
from inspect import getsource
from typing import Final

from typing_extensions import override

from lehr.schedules import Feedback, Schedule

from .bare import attributes, bare, names

_MAKING: Final = """\
def __init__(self, **parameters):
    vars(self).update(parameters)
"""
_ERROR: Final = "class InvalidRequest(ValueError):\n    pass"
_BLOCKS: Final = '''\
@cache
def block(first):
    """Compute the rates of a thousand steps at once."""
    with np.errstate(all="ignore"):
        return schedule.compute(np.arange(first, first + 1000), "float64")


def learning_rate(step):
    """Look a rate up in its block."""
    return float(block(step - step % 1000)[step % 1000])
'''


@dataclass(frozen=True)
class _Definition:
    """A statement of one of Lehr's modules that defines a name."""

    module: str
    tree: ast.stmt


class _Collection:
    """Definitions by name, and the imports of what is not Lehr's."""

    def __init__(self, used: set[str]) -> None:
        self._used = used
        self._definitions: dict[str, _Definition] = {}
        self._imports: set[str] = set()

    def add(self, module: str, name: str) -> None:
        """Have a name of a module defined, and what its definition speaks of.

        Raises TypeError where two modules mean different things by one name.
        """
        match _found(module, name):
            case _Definition() as found:
                known = self._definitions.setdefault(name, found)
                if known.module != found.module:
                    raise TypeError(f"`{name}` has two meanings")
            case str() as statement:
                self._imports.add(statement)
            case None:
                pass

    def settle(self) -> None:
        """Follow names and methods until no definition speaks of anything new."""
        before = (-1, -1)
        while before != (size := (len(self._used), len(self._definitions))):
            before = size
            for found in [*self._definitions.values()]:
                tree = _stripped(found, self._used)
                self._used.update(attributes(tree))
                for name in {*names(tree)}:
                    self.add(found.module, name)

    @override
    def __str__(self) -> str:
        found = {name: _stripped(one, self._used) for name, one in self._definitions.items()}
        ordered = [ast.unparse(found[name]) for name in _ordered(found)]
        return "\n\n\n".join(["\n".join(sorted(self._imports)), *ordered])


def source(schedule: Schedule) -> tuple[str, str]:
    """Return the definitions of a schedule's classes, and the call that makes the schedule.

    They define `learning_rate(step)` too, unless the schedule answers to a metric.
    """
    is_feedback = isinstance(schedule, Feedback)
    collection = _Collection({"begin", "observe", "rate"} if is_feedback else {"compute"})
    for cls in {type(one) for one in _all_of(schedule)}:
        collection.add(cls.__module__, cls.__name__)
    collection.settle()
    made = ast.unparse(_made(schedule))
    if is_feedback:
        return str(collection), made
    collection.add(__name__, "cache")
    collection.add(Schedule.__module__, "np")
    return f"{collection}\n\n\nschedule = {made}\n\n\n{_BLOCKS}".rstrip(), made


def _all_of(schedule: Schedule) -> Iterator[Schedule]:
    yield schedule
    for child in schedule.children:
        yield from _all_of(child)


def _made(value: object) -> ast.expr:
    match value:
        case Schedule():
            given = [name for name in type(value).model_fields if name != "kind"]
            keywords = [ast.keyword(name, _made(getattr(value, name))) for name in given]
            return ast.Call(ast.Name(type(value).__name__, ast.Load()), [], keywords)
        case list() | tuple():
            return ast.List([_made(one) for one in value], ast.Load())
        case str() | bool() | int() | float() | None:
            return ast.Constant(value)
        case _:
            raise TypeError(f"{type(value).__name__} cannot be written")


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


def _found(module: str, name: str) -> _Definition | str | None:
    """Return where a name of a module is defined, or the statement that imports it."""
    match _statements(module).get(name):
        case ast.ImportFrom(module=path, level=level, names=aliases):
            [original] = [one.name for one in aliases if name in {one.asname, one.name}]
            start = resolve_name(f"{'.' * level}{path}", _package(module)) if level else str(path)
            if start.partition(".")[0] == "lehr":
                return _found(start, original)
            return ast.unparse(ast.ImportFrom(start, [_alias(original, name)], 0))
        case ast.Import(names=aliases):
            return ast.unparse(ast.Import([_alias(aliases[0].name, name)]))
        case None:
            return None
        case statement:
            return _Definition(module, statement)


def _alias(original: str, name: str) -> ast.alias:
    return ast.alias(original, None if name == original else name)


def _package(module: str) -> str:
    package: str = import_module(module).__package__ or ""
    return package


def _stripped(found: _Definition, used: set[str]) -> ast.stmt:
    text = ast.unparse(found.tree)
    tree = bare(ast.parse(_ERROR if "class InvalidRequest" in text else text).body[0], used)
    if isinstance(tree, ast.ClassDef) and tree.name == Schedule.__name__:
        tree.body = [*ast.parse(_MAKING).body, *tree.body]
    return tree


def _ordered(found: dict[str, ast.stmt]) -> list[str]:
    """Return the names so that what runs while a module is read comes after what it needs."""
    ordered: list[str] = []

    def place(name: str) -> None:
        if name in ordered or name not in found:
            return
        for needed in _needed_at_once(found[name]):
            if needed != name:
                place(needed)
        ordered.append(name)

    for name in found:
        place(name)
    return ordered


def _needed_at_once(tree: ast.stmt) -> Iterator[str]:
    parts: list[ast.AST]
    match tree:
        case ast.ClassDef():
            values = [one.value for one in tree.body if isinstance(one, ast.Assign)]
            parts = [*tree.bases, *tree.decorator_list, *values]
        case ast.FunctionDef():
            parts = []
        case _:
            parts = [tree]
    return (name for part in parts for name in names(part))
