"""A job's history as one table: a row a run and epoch."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from .reading import Traced
from .records import JobPlan, JobSummary
from .thinning import Columns


class Contents(NamedTuple):
    """What a job's history is of."""

    job: JobSummary
    plan: JobPlan
    runs: Sequence[Traced]

    @property
    def paths(self) -> list[str]:
        """The parameters in which runs differ."""
        return list(dict.fromkeys(path for run in self.runs for path in run.parameters))


class Part(NamedTuple):
    """Some of the runs with their rows, one run after the other."""

    first: int
    """The place of the first of them in the job."""
    runs: Sequence[Traced]
    columns: Columns

    @property
    def owners(self) -> NDArray[np.intp]:
        """The place in `runs` of each row's run."""
        return np.repeat(np.arange(len(self.runs)), self.columns.lengths)

    def column(self, name: str) -> Sequence[NDArray[np.float64]]:
        """Return a column of each run."""
        return np.split(self.columns.values[name], np.cumsum(self.columns.lengths)[:-1])


def parameter(run: Traced, path: str) -> Any:
    """Return a run's parameter as a number, a text or a truth; whatever else it is, as JSON."""
    value = run.parameters.get(path)
    if value is None or isinstance(value, str | int | float):
        return value
    return orjson.dumps(value).decode()
