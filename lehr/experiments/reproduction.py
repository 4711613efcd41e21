"""Whether a job that was trained again came out as it did before."""

from enum import StrEnum
from math import isfinite
from typing import NamedTuple
from uuid import UUID

from .record import Record


class Verdict(StrEnum):
    """What a reproduction is to its original."""

    BIT = "equal-to-the-bit"
    """Every number of the histories is the same, and so are the weights."""
    STATISTICS = "equal-in-statistics"
    """Numbers differ, but by less than other seeds would make them; said of jobs alone."""
    DIFFERENT = "different"
    """Numbers differ, by more than that or by nobody knows how much."""


class RunReproduction(Record):
    """A run beside the one that it trains again."""

    of: UUID
    """The original run."""
    verdict: Verdict
    first_epoch: int | None
    """The first epoch that differs; null where none does, or the weights alone do."""
    difference: float | None
    """Validation loss (loss, without validation) of the last epoch, less the original's; null where
    one of them is not finite."""


class Equivalence(Record):
    """How far reproductions are from their originals, in units of what seeds do."""

    n: int
    """Runs that were compared."""
    mean: float
    """Of the differences, each over the standard deviation of its configuration's originals."""
    interval: tuple[float, float]
    """95 % interval of the mean."""
    margin: float
    """Jobs are equal in statistics where the interval lies between its negative and this."""


class JobReproduction(Record):
    """A job that has ended beside the one that it trains again."""

    verdict: Verdict
    equal: int
    """Runs that are equal to the bit."""
    different: int
    not_compared: int
    """Runs of which either side has not succeeded."""
    first_epoch: int | None
    """The earliest epoch in which any run differs."""
    equivalence: Equivalence | None
    """Null where all runs are equal, and where seeds are too few to tell how far they matter."""


class Pair(NamedTuple):
    """A run and its original, both of which have succeeded."""

    key: int
    original: UUID
    first_difference: int | None
    """The first of the run's epochs that its original does not have just so."""
    epochs: tuple[int, int]
    """How many each has."""
    weights: tuple[str | None, str | None]
    losses: tuple[float, float]
    """Of the last epoch: validation loss, or loss where nothing validates."""

    def judged(self) -> RunReproduction:
        """Compare the two."""
        shorter, longer = sorted(self.epochs)
        first = self.first_difference or (shorter + 1 if shorter < longer else None)
        same = first is None and self.weights[0] == self.weights[1]
        difference = self.losses[0] - self.losses[1]
        return RunReproduction(
            of=self.original,
            verdict=Verdict.BIT if same else Verdict.DIFFERENT,
            first_epoch=first,
            difference=difference if isfinite(difference) else None,
        )
