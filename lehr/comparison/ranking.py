"""The runs of a job by configuration, the best first."""

from collections.abc import Sequence
from itertools import groupby

from lehr.experiments.monitor import measured
from lehr.experiments.reading import Traced
from lehr.experiments.results import Result

from .metric import chosen_metric, higher_is_better
from .scores import grouped


def judging(columns: Sequence[str], series: str) -> str:
    """Return the column by which configurations are ranked that are shown by a series."""
    return series if series in measured(columns) else chosen_metric(columns, None)


def ranked(
    runs: Sequence[Traced], results: Sequence[Result], metric: str
) -> list[Sequence[Traced]]:
    """Return each configuration's runs, ordered by what the finished ones have reached.

    Configurations without a finished run come last, in their order.
    """
    pairs = zip(runs, results, strict=True)
    groups = [[*pairs] for _, pairs in groupby(pairs, key=lambda pair: pair[0].parameters)]
    groups.sort(key=lambda group: _badness([result for _, result in group], metric))
    return [[run for run, _ in group] for group in groups]


def _badness(results: Sequence[Result], metric: str) -> tuple[float, ...]:
    [scores] = grouped(results, metric)
    if not scores.by_seed:
        return (2.0,)  # beyond the share of diverged runs
    return scores.badness(rising=higher_is_better(metric))
