"""Compare the configurations of a job by one metric; loads SciPy."""

from collections.abc import Sequence
from math import comb
from uuid import UUID

import numpy as np

from lehr.experiments.lifecycle import Status
from lehr.experiments.results import Moment, Result
from lehr.statistics.location import interquartile_mean
from lehr.statistics.resampling import FEWEST, mean_intervals
from lehr.statistics.samples import Interval, Sample

from .answer import ComparedConfiguration, Comparison
from .metric import higher_is_better
from .pairs import PAIRED_OFF, compared_pairs
from .scores import Scores, grouped, ordered
from .words import method, warnings


def compare(
    job_id: UUID, status: Status, results: Sequence[Result], *, metric: str, at: Moment
) -> Comparison:
    """Return the configurations by their finished runs; equal results give equal answers."""
    rising = higher_is_better(metric)
    groups, ranks = ordered(grouped(results, metric), rising=rising)
    pairs_total = comb(len(ranks), 2)
    best = groups[: min(len(ranks), PAIRED_OFF)]
    pairs = compared_pairs(best, pairs_total, rising=rising)
    return Comparison(
        id=job_id,
        status=status,
        metric=metric,
        at=at,
        configurations=_configurations(groups, ranks),
        pairs=pairs,
        pairs_total=pairs_total,
        warnings=list(warnings(groups, pairs, pairs_total)),
        method=method(at, rising=rising),
    )


def _configurations(groups: Sequence[Scores], ranks: Sequence[int]) -> list[ComparedConfiguration]:
    intervals = mean_intervals([group.finite for group in groups])
    places = [*ranks, *[None] * (len(groups) - len(ranks))]
    rows = zip(groups, intervals, places, strict=True)
    return [_configuration(group, interval, rank) for group, interval, rank in rows]


def _configuration(
    group: Scores, interval: Interval | None, rank: int | None
) -> ComparedConfiguration:
    return ComparedConfiguration(
        parameters=dict(group.parameters),
        n=len(group.finite),
        diverged=group.diverged,
        unfinished=group.unfinished,
        failed=group.failed,
        **_location(group.finite),
        interval=interval,
        rank=rank,
    )


def _location(values: Sample) -> dict[str, float | None]:
    if not len(values):
        return dict.fromkeys(("mean", "median", "sd", "interquartile_mean"))
    return {
        "mean": float(values.mean()),
        "median": float(np.median(values)),
        "sd": float(values.std(ddof=1)) if len(values) >= FEWEST else None,
        "interquartile_mean": interquartile_mean(values),
    }
