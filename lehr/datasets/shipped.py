"""The files beside this one: ionosphere's rows, and the class of every published row."""

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

FOLDER = files("lehr.datasets")
LABELS = FOLDER / "labels.json"
"""One digit a row; written by `python -m lehr.datasets.generate`."""
IONOSPHERE = FOLDER / "ionosphere.csv"
_IONOSPHERE_CLASSES = {"b": 0, "g": 1}


def ionosphere_features() -> NDArray[np.float64]:
    """Return ionosphere's inputs, (351, 34)."""
    rows = [line.split(",")[:-1] for line in _ionosphere_lines()]
    return np.array(rows, dtype=np.float64)


@cache
def labels(name: str) -> tuple[int, ...]:
    """Return the class of each row of a published data set, in file order."""
    if name == "ionosphere":
        return tuple(_IONOSPHERE_CLASSES[line[-1]] for line in _ionosphere_lines())
    return tuple(map(int, json.loads(LABELS.read_text(encoding="utf-8"))[name]))


def _ionosphere_lines() -> list[str]:
    return IONOSPHERE.read_text(encoding="utf-8").splitlines()
