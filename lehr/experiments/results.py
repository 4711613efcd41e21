"""What finished runs leave to be compared by."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from .lifecycle import Status


class Moment(StrEnum):
    """The epoch of a run that is looked at."""

    FINAL = "final"
    """The last one."""
    BEST = "best"
    """The one of the lowest validation loss (or loss, without validation)."""


class Result(NamedTuple):
    """One run and its row of the history at a moment."""

    parameters: Mapping[str, Any]
    """What differs from the job's experiment, by dotted path."""
    seed: int
    status: Status
    scores: Mapping[str, float] | None
    """None where the run has no epoch yet."""
