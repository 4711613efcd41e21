"""Runs as a store returns them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lehr.comparison.answer import Comparison
from lehr.comparison.compare import compare
from lehr.experiments.lifecycle import Status
from lehr.experiments.results import Moment, Result

JOB_ID = UUID(int=7)
PATH = "optimizer.momentum"


def result(
    momentum: float,
    seed: int,
    value: float | None,
    status: Status = Status.SUCCEEDED,
    metric: str = "val_accuracy",
) -> Result:
    scores = None if value is None else {metric: value}
    return Result({PATH: momentum}, seed, status, scores)


def results(values: Mapping[float, Iterable[float]], metric: str = "val_accuracy") -> list[Result]:
    """Make finished runs by momentum, with the seeds 0, 1, ..."""
    return [
        result(momentum, seed, value, metric=metric)
        for momentum, reached in values.items()
        for seed, value in enumerate(reached)
    ]


def compared(runs: Iterable[Result], metric: str = "val_accuracy") -> Comparison:
    return compare(JOB_ID, Status.SUCCEEDED, list(runs), metric=metric, at=Moment.FINAL)


def codes(comparison: Comparison) -> set[str]:
    return {warning.code for warning in comparison.warnings}
