"""Standard output: for people where it is a terminal, plain for programs where it is not."""

import sys
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from typing_extensions import override

WIDEST: Final = 100


class Terminal(Console):
    """rich's console, which leaves a closed pipe to whoever ends the command."""

    @override
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def terminal() -> Terminal:
    """Return standard output, in colour where that is a terminal that wants it."""
    return Terminal(highlight=False, markup=False, emoji=False, soft_wrap=True)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines for people."""
    terminal().print(*map(printable, lines), sep="\n")


def printable(text: str) -> str:
    """Return a text without what would move a terminal's cursor or begin another line."""
    return "".join(one if one.isprintable() else " " for one in text)


def write(data: bytes) -> None:
    """Write what is for programs, and a line's end where it has none."""
    sys.stdout.write(data.decode().removesuffix("\n") + "\n")


def document(value: object) -> None:
    """Write a document of the service's as JSON."""
    from lehr.client.reading import written

    write(written(value))


def encoding() -> str:
    """Return what standard output's characters are encoded in."""
    return sys.stdout.encoding or "ascii"
