"""Columns of many runs, read in one query: PostgreSQL packs each run's numbers into bytes."""

from collections.abc import Iterable, Mapping, Sequence
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Double, LargeBinary, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from lehr.experiments.thinning import Columns

from .tables import EpochRow, StepRow

FLOAT8 = np.dtype(">f8")
"""What PostgreSQL's `float8send` writes."""
NOTHING = literal(b"", LargeBinary)


def read(
    session: Session,
    table: type[EpochRow | StepRow],
    run_keys: Sequence[int],
    numbers: Mapping[str, Any],
    *,
    after: int,
) -> Columns:
    """Return the runs' rows beyond `after` of the first of `numbers`, which counts them.

    Runs stand in the order of `run_keys`, rows in order; a null is not a number.
    """
    counter, *_ = numbers.values()
    packed = [_packed(number, counter) for number in numbers.values()]
    wanted = select(table.run_key, *packed).group_by(table.run_key)
    wanted = wanted.where(table.run_key.in_(run_keys), counter > after)
    found = {key: parts for key, *parts in session.execute(wanted)}
    runs = [found.get(key, [b""] * len(packed)) for key in run_keys]
    lengths = np.array([len(counted) // FLOAT8.itemsize for counted, *_ in runs])
    columns = zip(numbers, map(_unpacked, zip(*runs, strict=True)), strict=True)
    return Columns(dict(columns), lengths)


def _packed(number: Any, counter: Any) -> ColumnElement[bytes]:
    sent = func.float8send(func.coalesce(cast(number, Double), nan))
    return func.string_agg(sent, aggregate_order_by(NOTHING, counter))


def _unpacked(parts: Iterable[bytes]) -> NDArray[np.float64]:
    return np.frombuffer(b"".join(parts), FLOAT8).astype(np.float64)
