"""Arrow's arrays, made of buffers: what makes them of lists loads pandas where there is one."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def numbers(values: NDArray[Any]) -> pa.Array:
    """Return an array of the values, in their dtype."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(values))]
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), buffers)


def texts(values: Sequence[str]) -> pa.Array:
    """Return an array of the values."""
    encoded = [value.encode() for value in values]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def optional(values: Sequence[Any]) -> pa.Array:
    """Return an array in which None is null: of numbers or truths where all else is, or texts."""
    return _present(values).take(_places(values))


def _present(values: Sequence[Any]) -> pa.Array:
    there = [value for value in values if value is not None]
    kinds = {type(value) for value in there}
    if kinds == {bool}:
        return numbers(np.array(there, np.int8)).cast(pa.bool_())
    if kinds and kinds <= {int, float}:
        return numbers(np.array(there, np.int64 if kinds == {int} else np.float64))
    return texts([str(value) for value in there])


def _places(values: Sequence[Any]) -> pa.Array:
    """Return where each value is among those that are not None; null for None."""
    there = np.array([value is not None for value in values], bool)
    places = np.cumsum(there, dtype=np.int64) - 1
    validity = pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.int64(), len(values), [validity, pa.py_buffer(places)])
