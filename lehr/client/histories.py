"""Histories as tables of arrays."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .reading import Document
from .results import Column, History

if TYPE_CHECKING:
    from pandas import DataFrame

OF_RUN: Final = ("id", "parameters", "seed")
"""What a run's history says besides its columns."""


def history(document: Document) -> History:
    """Read the history of a job's runs."""
    return History(dict(_columns(document["runs"])), document["sampled"])


def frame_or_history(document: Document) -> "DataFrame | History":
    """Read the history of a job's runs, as a DataFrame where pandas is installed."""
    read = history(document)
    try:
        return read.frame()
    except ImportError:
        return read


def _columns(runs: Sequence[Document]) -> Iterator[tuple[str, Column]]:
    rows = [len(run["epoch"]) for run in runs]
    yield "run", np.repeat(_typed(run["id"] for run in runs), rows)
    yield "seed", np.repeat(_typed(run["seed"] for run in runs), rows)
    for name in _names(run["parameters"] for run in runs):
        values = (_flat(run["parameters"].get(name)) for run in runs)
        yield f"parameters.{name}", np.repeat(_typed(values), rows)
    for name in _names(runs):
        told = (run.get(name, ["NaN"] * length) for run, length in zip(runs, rows, strict=True))
        dtype = np.int64 if name == "epoch" else np.float64  # which reads "NaN" as well
        yield name, np.asarray([*chain.from_iterable(told)], dtype)


def _names(mappings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the names of all mappings in their order, less those of every run."""
    names = dict.fromkeys(chain.from_iterable(mappings))
    return [name for name in names if name not in OF_RUN]


def _typed(values: Iterable[object]) -> Column:
    """Return an array of numbers where all values are, of objects else."""
    listed = [*values]
    numbers = all(isinstance(value, int | float) for value in listed)
    return np.asarray(listed, None if numbers else object)


def _flat(value: object) -> object:
    return value if isinstance(value, str | int | float | None) else json.dumps(value)
