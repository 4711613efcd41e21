"""Arrays are Arrow's own, made without what would load pandas."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lehr.exports.arrays import numbers, optional, texts


@pytest.mark.parametrize("dtype", [np.int64, np.float64])
def test_numbers_keep_their_dtype(dtype: type) -> None:
    array = numbers(np.arange(6, dtype=dtype)[::2])
    assert array.to_pylist() == [0, 2, 4]
    assert array.type == pa.from_numpy_dtype(dtype)


@pytest.mark.parametrize("values", [[], ["", "Übung", "a" * 300]])
def test_texts_are_what_they_were(values: list[str]) -> None:
    array = texts(values)
    array.validate(full=True)
    assert array.to_pylist() == values


@pytest.mark.parametrize(
    ("values", "kind", "read"),
    [
        ([1, None, 3], pa.int64(), [1, None, 3]),
        ([1, 0.5], pa.float64(), [1.0, 0.5]),
        ([True, None, False], pa.bool_(), [True, None, False]),
        (["a", 1, None], pa.string(), ["a", "1", None]),
        ([None] * 9, pa.string(), [None] * 9),
        ([], pa.string(), []),
    ],
)
def test_what_is_missing_is_null_and_the_rest_has_a_type(
    values: list[Any], kind: Any, read: list[Any]
) -> None:
    array = optional(values)
    array.validate(full=True)
    assert array.type == kind
    assert array.to_pylist() == read
