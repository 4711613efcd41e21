"""The errors of schedules that are written as another program writes them."""

import ast


class CodeError(ValueError):
    """A text is no call that can be read; says what is wrong with it, and at which character."""

    def __init__(self, rule: str, position: int | None = None) -> None:
        super().__init__(rule if position is None else f"{rule}, at character {position}")


def position(text: str, node: ast.AST) -> int:
    """Return the character of a text, counted from 0, at which a node of its tree begins."""
    lines = text.splitlines(keepends=True)
    line, column = getattr(node, "lineno", 1) - 1, getattr(node, "col_offset", 0)
    within = lines[line].encode()[:column].decode(errors="ignore")
    return sum(map(len, lines[:line])) + len(within)
