"""Write labels.json anew from scikit-learn: `python -m lehr.datasets.generate`."""

import json
from pathlib import Path

from . import shipped
from .catalogue import BreastCancer, Digits, Iris, Wine
from .loaders import load

SETS = (
    Iris(name="iris"),
    Wine(name="wine"),
    BreastCancer(name="breast_cancer"),
    Digits(name="digits"),
)


def labels_json() -> str:
    """Return the file's text: for each set a string with one digit a row, its class."""
    digits = {dataset.name: "".join(map(str, load(dataset).labels)) for dataset in SETS}
    return json.dumps(digits, indent=2) + "\n"


if __name__ == "__main__":
    Path(str(shipped.LABELS)).write_text(labels_json(), encoding="utf-8")
