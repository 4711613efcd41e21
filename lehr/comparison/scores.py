"""Runs grouped into configurations, the best first."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
import orjson

from lehr.experiments.lifecycle import Status
from lehr.experiments.results import Result
from lehr.statistics.samples import Sample


@dataclass(frozen=True)
class Scores:
    """What the runs of one configuration have reached."""

    parameters: Mapping[str, Any]
    by_seed: Mapping[int, float]
    """Of the runs that have succeeded, in order of the seeds; not finite where a run diverged."""
    unfinished: int
    failed: int

    @cached_property
    def values(self) -> Sample:
        """The values of the runs that have succeeded."""
        return self.at(self.by_seed)

    @cached_property
    def finite(self) -> Sample:
        """The values of those that have not diverged, from the lowest on."""
        return np.sort(self.values[np.isfinite(self.values)])

    @property
    def diverged(self) -> int:
        """How many runs have succeeded without a finite value."""
        return len(self.by_seed) - len(self.finite)

    def at(self, seeds: Iterable[int]) -> Sample:
        """Return the values of these seeds."""
        return np.array([self.by_seed[seed] for seed in seeds], dtype=np.float64)

    def badness(self, *, rising: bool) -> tuple[float, float]:
        """Return what orders configurations that have a finished run, the best one lowest."""
        share = self.diverged / len(self.by_seed)
        mean = float(self.finite.mean()) if len(self.finite) else 0.0
        return share, -mean if rising else mean


def grouped(results: Iterable[Result], metric: str) -> list[Scores]:
    """Return one group for each configuration, in the order in which they first come."""
    groups: dict[bytes, list[Result]] = {}
    for result in results:
        key = orjson.dumps(result.parameters, option=orjson.OPT_SORT_KEYS)
        groups.setdefault(key, []).append(result)
    return [_scores(runs, metric) for runs in groups.values()]


def ordered(groups: Iterable[Scores], *, rising: bool) -> tuple[list[Scores], list[int]]:
    """Return the groups, best first, and the ranks of those that have a finished run."""
    finished = [group for group in groups if group.by_seed]
    waiting = [group for group in groups if not group.by_seed]
    finished.sort(key=lambda group: group.badness(rising=rising))
    badness = [group.badness(rising=rising) for group in finished]
    return finished + waiting, [1 + bisect_left(badness, own) for own in badness]


def _scores(runs: Sequence[Result], metric: str) -> Scores:
    done = [run for run in runs if run.status is Status.SUCCEEDED]
    unfinished = sum(not run.status.is_finished for run in runs)
    values = {run.seed: run.scores[metric] if run.scores else nan for run in done}
    return Scores(
        parameters=runs[0].parameters,
        by_seed={seed: values[seed] for seed in sorted(values)},
        unfinished=unfinished,
        failed=len(runs) - len(done) - unfinished,
    )
