"""What a comparison tells."""

from typing import Any, Literal
from uuid import UUID

from lehr.experiments.lifecycle import Status
from lehr.experiments.record import Record
from lehr.experiments.records import Warned
from lehr.experiments.results import Moment


class ComparedConfiguration(Record):
    """The finished runs of one configuration, whose seeds differ only."""

    parameters: dict[str, Any]
    n: int
    """Runs that have succeeded with a finite value; all numbers below are of these."""
    diverged: int
    """Runs that have succeeded with a value that is not finite."""
    unfinished: int
    """Runs that may still succeed."""
    failed: int
    """Runs that have failed or were cancelled."""
    mean: float | None
    median: float | None
    sd: float | None
    """Standard deviation with n - 1 in the denominator; null for n < 2."""
    interquartile_mean: float | None
    interval: tuple[float, float] | None
    """95 % interval of the mean; null for n < 2."""
    rank: int | None
    """1 for the best mean, equal for equals; configurations with diverged runs come behind all
    others, by the share of these. Null where no run has succeeded."""


class ComparedPair(Record):
    """Two configurations against each other."""

    a: int
    """Place in `configurations`, from 0: the better ranked of the two."""
    b: int
    paired: bool
    """Whether runs of equal seed are compared; false where no seed is common to both."""
    n: int
    """Seeds with a finite value of both; without common seeds, runs of the smaller side."""
    difference: float | None
    """Mean of a less mean of b, over these seeds."""
    interval: tuple[float, float] | None
    """95 % interval of the difference; null for n < 2."""
    p: float | None
    """Two-sided; null for n < 2."""
    p_holm: float | None
    """Corrected for all pairs that the job has, shown or not."""
    test: str | None
    """What p is of: which test depends on n."""
    probability_of_improvement: float
    """Part of the seeds at which a is better than b; a tie is half, a diverged run the worst."""
    seeds_needed: int | None
    """So many seeds more would find the difference seen, in 80 of 100 cases, at 5 % over all
    pairs. Null where it is found already, where no difference was seen, and for n < 2."""


class Method(Record):
    """How the numbers came about, in words."""

    better: Literal["higher", "lower"]
    """Which values of the metric are better."""
    at: str
    interval: str
    p: str
    p_holm: str
    probability_of_improvement: str
    seeds_needed: str


class Comparison(Record):
    """A job's configurations, best first, and the best ones in pairs."""

    id: UUID
    status: Status
    metric: str
    at: Moment
    configurations: list[ComparedConfiguration]
    pairs: list[ComparedPair]
    pairs_total: int
    """Pairs of configurations with a rank; those of the best 20 are shown."""
    warnings: list[Warned]
    method: Method
