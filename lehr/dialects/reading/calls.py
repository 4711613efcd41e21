"""A constructor call as text: parsed, never run."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lehr.dialects.constructors import base_rate, signature
from lehr.schedules import Schedule

from .error import CodeError, position
from .literals import constant
from .names import dotted, kind_called

MOST_CHARACTERS: Final = 10_000
_WITHOUT_MEANING: Final = frozenset({"last_epoch", "name", "verbose"})
"""Arguments that resume, label or print; the curve is the same with any value of theirs."""
_FACTORY: Final = "get_scheduler"
_FACTORY_SIGNATURE: Final = (
    "name",
    "optimizer",
    "num_warmup_steps",
    "num_training_steps",
    "scheduler_specific_kwargs",
)


def parsed(text: str) -> ast.Call:
    """Return the tree of the one call that a text consists of; raise CodeError for other texts."""
    if len(text) > MOST_CHARACTERS:
        raise CodeError(f"code can have {MOST_CHARACTERS} characters; received {len(text)}")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise CodeError("code must be one constructor call as Python writes it") from error
    if not isinstance(tree, ast.Call):
        raise CodeError("code must be one constructor call", 0)
    return tree


@dataclass(frozen=True)
class Reader:
    """Reads the calls of one text as schedules of the known kinds."""

    text: str
    kinds: Mapping[str, type[Schedule]]

    def document(self, call: ast.Call) -> dict[str, Any]:
        """Return the schedule that a call makes, without the base rate if the call has none."""
        name = dotted(call.func)
        if name is None:
            raise self._refused("a constructor is called by its name", call)
        if name.rpartition(".")[2] == _FACTORY:
            return self._manufactured(call)
        kind = self._kind(name, call)
        given = self.arguments(call, signature(self.kinds[kind]))
        return {"kind": kind, **self._values(given), **self._optimizer_rate(kind, given)}

    def arguments(self, call: ast.Call, names: Sequence[str]) -> dict[str, ast.expr]:
        """Return the arguments of a call by their names, those without meaning left out."""
        if len(call.args) > len(names):
            rule = f"at most {len(names)} arguments can stand without a name: {', '.join(names)}"
            raise self._refused(rule, call.args[len(names)])
        given = dict(zip(names, call.args, strict=False))
        for keyword in call.keywords:
            if keyword.arg is None or keyword.arg in {"kind", *given}:
                raise self._refused(f"`{keyword.arg or '**'}` is one argument too many", keyword)
            given[keyword.arg] = keyword.value
        return {one: given[one] for one in given if one in names or one not in _WITHOUT_MEANING}

    def _kind(self, name: str, call: ast.Call) -> str:
        try:
            return kind_called(name, self.kinds)
        except ValueError as error:
            raise self._refused(str(error), call) from error

    def _manufactured(self, call: ast.Call) -> dict[str, Any]:
        """Read `get_scheduler(name, optimizer, ...)` of transformers."""
        given = self.arguments(call, _FACTORY_SIGNATURE)
        if "name" not in given:
            raise self._refused("`name` is required", call)
        kind = f"transformers.{self._value('name', given.pop('name'))}"
        values = self._values(given)
        specific = values.pop("scheduler_specific_kwargs", None) or {}
        if not isinstance(specific, dict):
            raise self._refused("`scheduler_specific_kwargs` must be a dictionary", call)
        if twice := specific.keys() & {"kind", *values}:
            raise self._refused(f"`{min(twice)}` is one argument too many", call)
        lr = self._optimizer_rate(kind, given) if kind in self.kinds else {}
        return {"kind": kind, **values, **specific, **lr}

    def _values(self, given: Mapping[str, ast.expr]) -> dict[str, Any]:
        return {
            name: self._value(name, node) for name, node in given.items() if name != "optimizer"
        }

    def _value(self, argument: str, node: ast.expr) -> Any:
        match node:
            case ast.Call(func=ast.Name(id="dict"), args=[]):
                return self._values(self.arguments(node, ()))
            case ast.Call():
                return self.document(node)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return [self._value(argument, item) for item in items]
            case ast.Dict(keys=keys, values=values):
                names = [str(self._constant(argument, key or node)) for key in keys]
                return dict(zip(names, [self._value(argument, v) for v in values], strict=True))
            case _:
                return self._constant(argument, node)

    def _constant(self, argument: str, node: ast.expr) -> object:
        try:
            return constant(node)
        except ValueError as error:
            raise self._refused(f"`{argument}`: {error}", node) from error

    def _optimizer_rate(self, kind: str, given: Mapping[str, ast.expr]) -> dict[str, Any]:
        """Return the base rate, where the optimizer is called with one."""
        name, optimizer = base_rate(self.kinds[kind]), given.get("optimizer")
        if name is None or not isinstance(optimizer, ast.Call):
            return {}
        rates = [one.value for one in optimizer.keywords if one.arg in {"lr", "learning_rate"}]
        rates += optimizer.args[1:2]
        return {name: self._value(name, rates[0])} if rates else {}

    def _refused(self, rule: str, node: ast.AST) -> CodeError:
        return CodeError(rule, position(self.text, node))
