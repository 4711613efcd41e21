"""Rows for people in a terminal, and for programs elsewhere."""

from collections.abc import Iterable, Sequence

import typer
from rich.table import Column, Table

from .terminal import printable, terminal


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows in columns; where standard output is no terminal, with tabs and nothing cut."""
    console = terminal()
    if console.is_terminal:
        console.print(_drawn(headings, rows))
    else:
        for row in (headings, *rows):
            typer.echo("\t".join(printable(str(cell)) for cell in row))


def _drawn(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    columns = (Column(heading, overflow="fold") for heading in headings)
    drawn = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        drawn.add_row(*map(_in_short, row))
    return drawn


def _in_short(cell: object) -> str:
    return f"{cell:.5g}" if isinstance(cell, float) else printable(str(cell))
