"""Histories of many runs, read part by part and thinned, in answers of bounded size."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from lehr.errors import InvalidRequest, Violation

from .thinning import Columns, thinned

ROWS_SHOWN = 300_000
"""Rows of one answer at most: about 100 MB while it is written."""
ROWS_AT_ONCE = 250_000
"""Rows that are read before they are thinned, where one run has no more."""


class Traced(NamedTuple):
    """A run whose history is read."""

    key: int
    id: UUID
    parameters: dict[str, Any]
    seed: int
    rows: int
    """How many rows it has at most."""


class Traces(NamedTuple):
    """What is shown of runs."""

    runs: list[tuple[Traced, dict[str, list[float]]]]
    """Each with its columns."""
    sampled: bool
    """Whether rows were left out."""


Read = Callable[[Sequence[int]], Columns]
"""From runs' keys to their columns."""


def trace(runs: Sequence[Traced], read: Read, points: int | None) -> Traces:
    """Return the runs' columns, thinned to about `points` rows each.

    Raises InvalidRequest where these are more rows than one answer shows.
    """
    _check(runs, points)
    traced, sampled = list[tuple[Traced, dict[str, list[float]]]](), False
    for part in parts(runs):
        whole = read([run.key for run in part])
        kept = thinned(whole, points)
        sampled |= kept is not whole
        traced += zip(part, kept.runs, strict=True)
    return Traces(traced, sampled)


def parts(runs: Sequence[Traced], most: int = ROWS_AT_ONCE) -> Iterator[Sequence[Traced]]:
    """Cut runs into parts of so many rows at most, where one run has no more."""
    start = rows = 0
    for place, run in enumerate(runs):
        if rows and rows + run.rows > most:
            yield runs[start:place]
            start, rows = place, 0
        rows += run.rows
    yield runs[start:]


def _check(runs: Sequence[Traced], points: int | None) -> None:
    rows = sum(run.rows if points is None else min(run.rows, points) for run in runs)
    if rows > ROWS_SHOWN:
        rule = f"at most {ROWS_SHOWN} rows are shown at once; these are {rows}"
        detail = f"{rule}: ask for one `run`, or for fewer `points`"
        raise InvalidRequest([Violation("/points", detail)])
