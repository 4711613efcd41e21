"""Configurations in pairs: which is better, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from lehr.statistics.contrasts import (
    Contrast,
    Paired,
    Unpaired,
    paired_improvement,
    unpaired_improvement,
)
from lehr.statistics.multiplicity import holm
from lehr.statistics.resampling import FEWEST, mean_intervals
from lehr.statistics.samples import Interval, Sample
from lehr.statistics.significance import Significance

from .answer import ComparedPair
from .scores import Scores

PAIRED_OFF: Final = 20
"""So many configurations, the best, are compared pair by pair."""
SURE: Final = 0.05
"""The highest p after correction at which a difference counts as found."""
UNTESTED: Final = Significance(p=1.0, test="none")


@dataclass(frozen=True)
class Duel:
    """Two configurations by their places, and their samples against each other."""

    a: int
    b: int
    contrast: Contrast
    improvement: float

    @property
    def is_tested(self) -> bool:
        """Whether there is enough to test."""
        return self.contrast.size >= FEWEST

    def significance(self) -> Significance:
        """Return what its test says; nothing where it is not tested."""
        return self.contrast.significance() if self.is_tested else UNTESTED


def compared_pairs(best: Sequence[Scores], pairs: int, *, rising: bool) -> list[ComparedPair]:
    """Return every pair of the best configurations, which come out of so many pairs in all."""
    duels = [_duel(best, a, b, rising=rising) for a, b in combinations(range(len(best)), 2)]
    found = [duel.significance() for duel in duels]
    corrected = holm(np.array([each.p for each in found]), pairs).tolist()
    level = SURE / max(pairs, 1)
    return [
        _told(duel, interval, each, p_holm, level)
        for duel, interval, each, p_holm in zip(
            duels, _intervals(duels), found, corrected, strict=True
        )
    ]


def _duel(best: Sequence[Scores], a: int, b: int, *, rising: bool) -> Duel:
    common = sorted(best[a].by_seed.keys() & best[b].by_seed.keys())
    if not common:
        contrast = Unpaired(best[a].finite, best[b].finite)
        one, other = (_worth(best[place].values, rising=rising) for place in (a, b))
        return Duel(a, b, contrast, unpaired_improvement(one, other))
    values = best[a].at(common), best[b].at(common)
    told = np.isfinite(values).all(axis=0)
    one, other = (_worth(value, rising=rising) for value in values)
    return Duel(a, b, Paired(values[0][told] - values[1][told]), paired_improvement(one, other))


def _worth(values: Sample, *, rising: bool) -> Sample:
    """Return values of which the higher ones are better; diverged runs are the worst."""
    return np.where(np.isfinite(values), values if rising else -values, -np.inf)


def _intervals(duels: Sequence[Duel]) -> list[Interval | None]:
    contrasts = [duel.contrast for duel in duels]
    of_means = iter(
        mean_intervals([one.differences for one in contrasts if isinstance(one, Paired)])
    )
    return [next(of_means) if isinstance(one, Paired) else one.interval for one in contrasts]


def _told(
    duel: Duel, interval: Interval | None, found: Significance, p_holm: float, level: float
) -> ComparedPair:
    contrast, tested = duel.contrast, duel.is_tested
    needed = contrast.size_needed(level) if tested and p_holm > SURE else None
    return ComparedPair(
        a=duel.a,
        b=duel.b,
        paired=isinstance(contrast, Paired),
        n=contrast.size,
        difference=contrast.difference if contrast.size else None,
        interval=interval,
        p=found.p if tested else None,
        p_holm=p_holm if tested else None,
        test=found.test if tested else None,
        probability_of_improvement=duel.improvement,
        seeds_needed=None if needed is None else max(needed - contrast.size, 1),
    )
