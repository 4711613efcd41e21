"""A comparison as what a picture of it shows."""

from collections.abc import Sequence
from typing import Final

from lehr.errors import NothingToDraw
from lehr.plots.labels import configuration
from lehr.plots.shown import Caption, Mean

from .answer import ComparedConfiguration, Comparison

MOST_DRAWN: Final = 20


def chart(comparison: Comparison) -> tuple[Sequence[Mean], Caption]:
    """Return the means of the best configurations; raise NothingToDraw where none has one."""
    means = [mean for one in comparison.configurations if (mean := _mean(one)) is not None]
    if not means:
        raise NothingToDraw(f"no run of job {comparison.id} has succeeded with a finite value")
    return means[:MOST_DRAWN], Caption(comparison.metric, _left_out(comparison, len(means)))


def _mean(one: ComparedConfiguration) -> Mean | None:
    if one.mean is None:
        return None
    return Mean(f"{configuration(one.parameters)} (n = {one.n})".strip(), one.mean, one.interval)


def _left_out(comparison: Comparison, drawable: int) -> str:
    drawn, total = min(drawable, MOST_DRAWN), len(comparison.configurations)
    parts = [f"the best {drawn} of {total} configurations"] if drawn < total else []
    diverged = sum(one.diverged for one in comparison.configurations)
    return "; ".join([*parts, *([f"{diverged} diverged runs are in no mean"] if diverged else [])])
