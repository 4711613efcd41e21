"""Histories of many runs are read part by part, and no answer grows beyond its bound."""

from collections.abc import Sequence
from uuid import uuid4

import numpy as np
import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.reading import ROWS_AT_ONCE, ROWS_SHOWN, Traced, trace
from lehr.experiments.thinning import Columns


def runs(*lengths: int) -> list[Traced]:
    return [
        Traced(key=place, id=uuid4(), parameters={}, seed=place, rows=rows)
        for place, rows in enumerate(lengths)
    ]


class Table:
    """Histories that note how they were read."""

    def __init__(self, traced: Sequence[Traced]) -> None:
        self.lengths = {run.key: run.rows for run in traced}
        self.read: list[list[int]] = []

    def __call__(self, keys: Sequence[int]) -> Columns:
        self.read.append(list(keys))
        lengths = [self.lengths[key] for key in keys]
        epochs = np.concatenate([np.arange(1, length + 1) for length in lengths])
        return Columns({"epoch": epochs, "loss": np.repeat(keys, lengths)}, np.array(lengths))


def test_each_run_gets_its_own_columns() -> None:
    made = runs(3, 0, 2)
    traced = trace(made, Table(made), None)
    assert [(run.key, columns["loss"]) for run, columns in traced.runs] == [
        (0, [0, 0, 0]),
        (1, []),
        (2, [2, 2]),
    ]
    assert not traced.sampled


def test_runs_are_read_in_parts_of_bounded_size() -> None:
    made = runs(ROWS_AT_ONCE - 1, 1, 1, ROWS_AT_ONCE + 1, 1)
    table = Table(made)
    traced = trace(made, table, 10)
    assert table.read == [[0, 1], [2], [3], [4]]
    assert [run.key for run, _ in traced.runs] == [0, 1, 2, 3, 4]
    assert traced.sampled


def test_more_rows_than_an_answer_shows_are_refused_with_their_number() -> None:
    made = runs(ROWS_SHOWN, 1)
    table = Table(made)
    with pytest.raises(InvalidRequest, match=f"at most {ROWS_SHOWN} rows are shown at once; these"):
        trace(made, table, None)
    assert table.read == []
    assert trace(made, table, 100).sampled
