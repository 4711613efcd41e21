"""Which rows an experiment trains on and which it validates on, told before any data is loaded."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lehr.datasets.split import Division, Rows, absent_classes, divide
from lehr.errors import InvalidRequest, Violation

from .experiment import Experiment
from .records import Warned


def divided(experiment: Experiment) -> Division:
    """Return the indexes of the training and of the validation rows of a seeded experiment.

    Raises InvalidRequest where one side is empty or a batch would hold more than the training rows.
    """
    rows, seed = experiment.dataset.samples, experiment.seed or 0
    division = divide(rows, experiment.validation, seed)
    if experiment.batch_size > len(division.train):
        rule = f"`batch_size` must be <= the {len(division.train)} training rows"
        detail = f"{rule}; received {experiment.batch_size}"
        raise InvalidRequest([Violation("/batch_size", detail)])
    return division


def absence(labels: Sequence[int] | NDArray[np.int32], train: Rows, classes: int) -> list[Warned]:
    """Warn of classes that no training row has."""
    absent = absent_classes(labels, train, classes)
    if not absent:
        return []
    rule = f"no training row is of class {', '.join(map(str, absent))}"
    remedy = "`validation.shuffle` draws the rows by the seed"
    return [Warned(code="class-not-trained", detail=f"{rule}: {remedy}")]
