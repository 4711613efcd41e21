"""A graph written as the body of a function."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from .language import Language, filled
from .node import Argument, Node

_PLACES = "abc"
_NAMES: Mapping[str, str] = {
    "call": "rate",
    "cast": "t",
    "ceil": "cycles",
    "cos": "wave",
    "count_below": "passed",
    "count_up_to": "passed",
    "divide": "ratio",
    "exp": "factor",
    "floor": "count",
    "minimum": "held",
    "maximum": "held",
    "power": "factor",
    "remainder": "within",
    "subtract": "distance",
    "where": "value",
}
"""What an intermediate result is called that is used more than once."""


class Writer:
    """Writes one function's graph in a language, whatever is used twice under a name."""

    def __init__(self, language: Language, step: str) -> None:
        self._language = language
        self._step = step
        self._names: dict[int, str] = {}
        self._taken: Counter[str] = Counter()
        self._uses: Counter[int] = Counter()

    def body(self, root: Argument) -> list[ast.stmt]:
        """Return the statements that compute a rate and return it.

        Raises TypeError where the language has no such operation.
        """
        order = list(distinct(root))
        self._uses.update(id(one) for node in order for one in node.arguments)
        named = [
            statement
            for node in order
            if self._uses[id(node)] > 1 and (statement := self._assigned(node))
        ]
        return [*named, ast.Return(self._written(root))]

    def _assigned(self, node: Node) -> ast.stmt | None:
        value = self._operation(node)
        if isinstance(value, ast.Name):
            return None
        name = _NAMES.get(node.operation, "x")
        self._taken[name] += 1
        name = f"{name}{self._taken[name]}" if self._taken[name] > 1 else name
        self._names[id(node)] = name
        return ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)

    def _written(self, argument: Argument, dtype: str = "float64") -> ast.expr:
        match argument:
            case Node() if name := self._names.get(id(argument)):
                return ast.Name(name, ast.Load())
            case Node():
                return self._operation(argument)
            case tuple():
                numbers = ast.List([ast.Constant(one) for one in argument], ast.Load())
                return filled(self._language.table[dtype], {"a": numbers})
            case int() if not isinstance(argument, bool):
                most = self._language.largest_integer
                return ast.Constant(max(-most, min(argument, most)))
            case _:
                return ast.Constant(argument)

    def _operation(self, node: Node) -> ast.expr:
        match node:
            case Node("step"):
                return ast.Name(self._step, ast.Load())
            case Node("call", (str() as name, step)):
                return ast.Call(ast.Name(name, ast.Load()), [self._written(step)], [])
            case _:
                return self._templated(self._language.prepared(node))

    def _templated(self, node: Node) -> ast.expr:
        template = self._language.template(node)
        if template is None:
            raise TypeError(f"`{node.operation}` has no place in the language")
        dtype = node.dtype if node.operation == "take" else "float64"
        operands = [self._written(one, dtype) for one in node.arguments]
        return filled(template, dict(zip(_PLACES, operands, strict=False)))


def distinct(root: Argument) -> Iterator[Node]:
    """Yield every node once, operands before what is made of them."""
    seen: set[int] = set()
    waiting: list[tuple[Argument, bool]] = [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if not isinstance(node, Node) or id(node) in seen:
            continue
        if ready:
            seen.add(id(node))
            yield node
        else:
            waiting.append((node, True))
            waiting.extend((one, False) for one in reversed(node.arguments))
