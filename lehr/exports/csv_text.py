"""Histories as CSV: a line a row, below a line of column names."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from lehr.experiments.history import History, RunHistory, RunSteps, StepHistory
from lehr.experiments.table import Contents, Part


def written(contents: Contents, parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the pieces of a file, the same that `GET /jobs/{id}/history` has as CSV."""
    yield _text([["run", "seed", *contents.plan.columns]]).encode()
    for part in parts:
        for run, columns in zip(part.runs, part.columns.runs, strict=True):
            yield _lines(RunHistory.of(run, columns)).encode()


def as_csv(history: History | StepHistory) -> str:
    """Return all rows of a history."""
    names = _text([["run", "seed", *history.runs[0].columns]])
    return names + "".join(map(_lines, history.runs))


def _lines(run: RunHistory | RunSteps) -> str:
    rows = zip(*run.columns.values(), strict=True)
    return _text([run.id, run.seed, *row] for row in rows)


def _text(rows: Iterable[Iterable[object]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
