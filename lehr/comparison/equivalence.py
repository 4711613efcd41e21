"""How far a job's runs are from those that they train again, by what seeds do; loads SciPy."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

import numpy as np
import orjson

from lehr.experiments.reproduction import Equivalence, RunReproduction, Verdict
from lehr.experiments.results import Result
from lehr.statistics.resampling import FEWEST, mean_intervals
from lehr.statistics.samples import Sample

MARGIN: Final = 0.5
"""In standard deviations of a configuration over its seeds."""

Compared = tuple[Result, RunReproduction]


def equivalence(runs: Sequence[Compared]) -> Equivalence | None:
    """Return how far runs are from their originals; None where seeds cannot tell how far that is.

    Seeds cannot where a configuration with a run that differs has fewer than two of them, all of
    one result, or a result that is not finite.
    """
    grouped = groupby(sorted(runs, key=_configuration), key=_configuration)
    distances = [_distances([*group]) for _, group in grouped]
    known = [one for one in distances if one is not None]
    if len(known) < len(distances):
        return None
    differences = np.concatenate(known)
    [interval] = mean_intervals([differences])
    return interval and Equivalence(
        n=len(differences), mean=float(differences.mean()), interval=interval, margin=MARGIN
    )


def is_equivalent(found: Equivalence | None) -> bool:
    """Tell whether the mean is sure to lie within the margin (Schuirmann 1987, two tests)."""
    if found is None:
        return False
    lower, upper = found.interval
    return -found.margin < lower <= upper < found.margin


def _distances(group: Sequence[Compared]) -> Sample | None:
    """Return the differences of one configuration over its originals' standard deviation."""
    differences = _finite(found.difference for _, found in group)
    if all(found.verdict is Verdict.BIT for _, found in group):
        return np.zeros(len(group))
    if len(differences) < max(FEWEST, len(group)):
        return None
    originals = np.array([_loss(run) for run, _ in group]) - differences
    spread = float(originals.std(ddof=1))
    return differences / spread if spread > 0 else None


def _finite(values: Iterable[float | None]) -> Sample:
    return np.array([value for value in values if value is not None], dtype=np.float64)


def _loss(run: Result) -> float:
    return (run.scores or {})["loss"]


def _configuration(compared: Compared) -> bytes:
    run, _ = compared
    return orjson.dumps(run.parameters, option=orjson.OPT_SORT_KEYS)
