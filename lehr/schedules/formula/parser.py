"""From a formula's text to its tree, by precedence climbing (Richards 1979), within limits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

import numpy as np

from .error import FormulaError
from .names import nearest
from .operations import COMPARISONS, FUNCTIONS, NEGATION
from .tokens import Token, tokens
from .tree import Call, Name, Node, Number

MOST_CHARACTERS: Final = 256
MOST_NODES: Final = 64
"""Numbers, names, signs and functions in one formula."""
MOST_DEEP: Final = 16
"""Parentheses, calls, signs and powers inside each other."""

_PRECEDENCE: Final[Mapping[str, int]] = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
_OF_NEGATION: Final = 3
"""Between products and powers, so that -2 ** 2 is -4 and 2 ** -1 is a half."""


@lru_cache(maxsize=1024)
def parse(text: str) -> Node:
    """Return the tree of a formula; names are not looked up yet. Raises FormulaError."""
    if len(text) > MOST_CHARACTERS:
        rule = f"a formula can have {MOST_CHARACTERS} characters; received {len(text)}"
        raise FormulaError(rule, text, MOST_CHARACTERS)
    return _Parser(text).formula()


class _Parser:
    """One pass over the tokens of one formula."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._next = next(self._tokens)
        self._nodes = 0
        self._depth = 0

    def formula(self) -> Node:
        node = self._expression()
        if self._next.category != "end":
            raise self._unexpected("an operator or the end")
        return node

    def _expression(self, least: int = 1) -> Node:
        """Parse operands and the operators between them that bind at least so tightly."""
        left = self._operand()
        while (precedence := self._operator_precedence()) >= least:
            operator = self._taken()
            left = self._node(operator, Call(operator.text, (left, self._right(precedence))))
        return left

    def _right(self, precedence: int) -> Node:
        if precedence < _PRECEDENCE["**"]:
            return self._expression(precedence + 1)
        with self._deeper():
            return self._expression(_OF_NEGATION)

    def _operator_precedence(self) -> int:
        return _PRECEDENCE.get(self._next.text, 0)

    def _operand(self) -> Node:
        token = self._next
        if token.category == "number":
            return self._node(self._taken(), Number(np.float64(token.text)))
        if token.category == "name":
            return self._named(self._taken())
        if token.text == "-":
            return self._negation(self._taken())
        if token.text == "(":
            return self._group()
        raise self._unexpected("a number, a name, `-` or `(`")

    def _negation(self, sign: Token) -> Node:
        with self._deeper():
            return self._node(sign, Call(NEGATION, (self._expression(_OF_NEGATION),)))

    def _group(self) -> Node:
        self._taken()
        with self._deeper():
            node = self._expression()
        self._expect(")")
        return node

    def _named(self, name: Token) -> Node:
        if self._next.text == "(":
            return self._call(name)
        if name.text in FUNCTIONS:
            raise self._unexpected(f"`(` after the function `{name.text}`")
        return self._node(name, Name(name.text, name.position))

    def _call(self, name: Token) -> Node:
        if name.text not in FUNCTIONS:
            rule = f"no such function `{name.text}`{nearest(name.text, FUNCTIONS)}"
            raise FormulaError(rule, self._text, name.position)
        self._taken()
        with self._deeper():
            arguments = tuple(self._arguments(name.text))
        self._expect(")")
        self._check_count(name, len(arguments))
        return self._node(name, Call(name.text, arguments))

    def _arguments(self, function: str) -> Iterator[Node]:
        yield self._condition() if function == "where" else self._expression()
        while self._next.text == ",":
            self._taken()
            yield self._expression()

    def _condition(self) -> Node:
        left = self._expression()
        if self._next.text not in COMPARISONS:
            raise self._unexpected("a comparison")
        sign = self._taken()
        return self._node(sign, Call(sign.text, (left, self._expression())))

    def _check_count(self, name: Token, count: int) -> None:
        function = FUNCTIONS[name.text]
        if not function.takes(count):
            rule = f"`{name.text}` takes {function}; received {count}"
            raise FormulaError(rule, self._text, name.position)

    def _node(self, token: Token, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            rule = f"a formula can have {MOST_NODES} numbers, names and operations"
            raise FormulaError(rule, self._text, token.position)
        return node

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > MOST_DEEP:
            rule = f"a formula can be nested to a depth of {MOST_DEEP}"
            raise FormulaError(rule, self._text, self._next.position)
        yield
        self._depth -= 1

    def _expect(self, sign: str) -> None:
        if self._next.text != sign:
            raise self._unexpected(f"an operator or `{sign}`")
        self._taken()

    def _taken(self) -> Token:
        token, self._next = self._next, next(self._tokens)
        return token

    def _unexpected(self, expected: str) -> FormulaError:
        rule = f"expected {expected}, found {self._next}"
        if self._next.text in COMPARISONS:
            rule += "; a comparison can be the first argument of `where` only"
        return FormulaError(rule, self._text, self._next.position)
