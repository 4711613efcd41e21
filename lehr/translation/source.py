"""The source of what computes a schedule's rates, as a program of its own on NumPy alone.

For schedules whose arithmetic is no formula of the step: the very classes and functions are
written out, without what only validates parameters, and only as far as they are used.
"""

import ast
from collections.abc import Iterator
from typing import Final

from typing_extensions import override

from lehr.schedules import Feedback, Schedule
from lehr.schedules.nesting import within

from .bare import attributes, bare, names
from .modules import Place, definition, module_called, origin

_MAKING: Final = """\
def __init__(self, **parameters):
    vars(self).update(parameters)

@classmethod
def model_construct(cls, **parameters):
    return cls(**parameters)
"""
_ERROR: Final = "class InvalidRequest(ValueError):\n    pass"
_IMPORTS: Final = frozenset({"from functools import cache", "import numpy as np"})
_BLOCKS: Final = '''\
@cache
def block(first):
    """Compute the rates of a thousand steps at once."""
    with np.errstate(all="ignore"):
        return rule.compute(np.arange(first, first + 1000), "float64")


def learning_rate(step):
    """Look a rate up in its block."""
    return float(block(step - step % 1000)[step % 1000])
'''
_RATE: Final = '''\
def learning_rate(state, epoch):
    """Return the rate of an epoch, which is trained in a state."""
    return float(rule.follow([state], np.array([0]), np.array([epoch]))[0])
'''


def source(schedule: Schedule) -> str:
    """Return the definitions of a schedule's classes, `rule` and `learning_rate(step)`.

    If it answers to a metric, then `learning_rate(state, epoch)`.
    """
    is_feedback = isinstance(schedule, Feedback)
    collection = _Collection({"begin", "observe", "follow"} if is_feedback else {"compute"})
    for cls in dict.fromkeys(type(one) for one in within(schedule)):
        collection.add(cls.__module__, cls.__name__)
    collection.settle()
    made = ast.unparse(collection.made(schedule))
    return f"{collection}\n\n\nrule = {made}\n\n\n{_RATE if is_feedback else _BLOCKS}".rstrip()


class _Collection:
    """Definitions of Lehr's modules, and the imports of what is not Lehr's."""

    def __init__(self, used: set[str]) -> None:
        self._used = used
        self._names: dict[Place, str] = {}
        self._imports = {*_IMPORTS}

    def add(self, module: str, name: str) -> str | None:
        """Have a module's name defined; return what it is called in the program."""
        match origin(module, name):
            case Place() as place:
                taken = {*self._names.values()}
                free = (f"{place.name}{'Base' * n}" for n in range(len(taken) + 1))
                return self._names.setdefault(place, next(one for one in free if one not in taken))
            case str() as statement:
                self._imports.add(statement)
                return name
            case None:
                return None

    def settle(self) -> None:
        """Follow names and methods until no definition speaks of anything new."""
        before = (-1, -1)
        while before != (size := (len(self._used), len(self._names))):
            before = size
            for place in [*self._names]:
                self._used.update(attributes(self._tree(place)))

    def made(self, value: object) -> ast.expr:
        """Return the expression that makes a schedule, or one of its parameters."""
        match value:
            case Schedule():
                cls = type(value)
                name = self._names[Place(cls.__module__, cls.__name__)]
                given = [one for one in cls.model_fields if one != "kind"]
                keywords = [ast.keyword(one, self.made(getattr(value, one))) for one in given]
                return ast.Call(ast.Name(name, ast.Load()), [], keywords)
            case list() | tuple():
                return ast.List([self.made(one) for one in value], ast.Load())
            case dict():
                keys, values = [*value], [*value.values()]
                return ast.Dict([*map(self.made, keys)], [*map(self.made, values)])
            case str() | bool() | int() | float() | None:
                return ast.Constant(value)
            case _:
                raise TypeError(f"{type(value).__name__} cannot be written")

    @override
    def __str__(self) -> str:
        found = {name: self._tree(place) for place, name in self._names.items()}
        ordered = [ast.unparse(found[name]) for name in _ordered(found)]
        return "\n\n\n".join(["\n".join(sorted(self._imports)), *ordered])

    def _tree(self, place: Place) -> ast.stmt:
        """Return a bare definition under the program's names, which are found on the way."""
        is_error = place.name == "InvalidRequest"
        tree = bare(ast.parse(_ERROR).body[0] if is_error else definition(place), self._used)
        if isinstance(tree, ast.ClassDef) and place.name == Schedule.__name__:
            made, constructed = ast.parse(_MAKING).body
            is_asked = "model_construct" in self._used
            tree.body = [made, *([constructed] if is_asked else []), *tree.body]
        renamed: ast.stmt = _Renaming(self, place.module).visit(tree)
        if isinstance(renamed, ast.ClassDef | ast.FunctionDef):
            renamed.name = self._names[place]
        return renamed


class _Renaming(ast.NodeTransformer):
    """Gives what a module defines the name that it has in the program."""

    def __init__(self, collection: _Collection, module: str) -> None:
        self._collection = collection
        self._module = module

    @override
    def visit_Name(self, node: ast.Name) -> ast.expr:
        called = self._collection.add(self._module, node.id)
        return ast.Name(called or node.id, node.ctx)

    @override
    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        match node.value:
            case ast.Name(id=name) if owner := module_called(self._module, name):
                return ast.Name(self._collection.add(owner, node.attr) or node.attr, node.ctx)
            case _:
                self.generic_visit(node)
                return node


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
