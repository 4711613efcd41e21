"""Histories as `lehr history` writes them."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .tables import table
from .terminal import document

Columns = Mapping[str, Sequence[Any]]


def columns(history: Any) -> Columns:
    """Return the columns of a history, whether it came as a DataFrame or not, as lists."""
    return {name: history[name].tolist() for name in history.columns}


def written(found: Columns, *, as_csv: bool, as_json: bool) -> None:
    """Write a row a run and epoch; as JSON, a list a column."""
    if as_json:
        document(found)
    elif as_csv:
        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerows([[*found], *_rows(found)])
    else:
        table([*found], _rows(found))


def _rows(found: Columns) -> Iterator[tuple[Any, ...]]:
    return zip(*found.values(), strict=True)
