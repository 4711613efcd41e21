"""The words of a formula: numbers, names and signs, in ASCII alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf
from typing import Final, Literal, TypeAlias

from typing_extensions import override

from .error import FormulaError

Category: TypeAlias = Literal["number", "name", "sign", "end"]

_NUMBER: Final = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SIGN: Final = re.compile(r"\*\*|[<>=!]=|[-+*/(),<>]")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_GLUED: Final = re.compile(r"[A-Za-z0-9_.]")


@dataclass(frozen=True)
class Token:
    """A word of a formula and the position of its first character, counted from 0."""

    category: Category
    text: str
    position: int

    @override
    def __str__(self) -> str:
        return f"`{self.text}`" if self.text else "the end"


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of `text`, then its end. Raises FormulaError where no word begins."""
    position = _after_space(text, 0)
    while position < len(text):
        token = _token(text, position)
        yield token
        position = _after_space(text, position + len(token.text))
    yield Token("end", "", position)


def _after_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _token(text: str, position: int) -> Token:
    if number := _NUMBER.match(text, position):
        _check_number(number, text)
        return Token("number", number.group(), position)
    if name := _NAME.match(text, position):
        return Token("name", name.group(), position)
    if sign := _SIGN.match(text, position):
        return Token("sign", sign.group(), position)
    power = "; powers are written `**`" if text[position] == "^" else ""
    raise FormulaError(f"{text[position]!a} has no meaning here{power}", text, position)


def _check_number(number: re.Match[str], text: str) -> None:
    if _GLUED.match(text, number.end()):
        raise FormulaError("numbers are written like 1000, 0.5 or 1e-3", text, number.end())
    if isinf(float(number.group())):
        raise FormulaError("numbers must be finite", text, number.start())
