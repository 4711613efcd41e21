"""What calls return: curves, code, events, histories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from .reading import Document

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from pandas import DataFrame

Column: TypeAlias = "npt.NDArray[Any]"


@dataclass(frozen=True, eq=False)
class Preview:
    """The exact curve of a schedule, and what is worth noting about it."""

    steps: "npt.NDArray[np.int64]"
    learning_rates: "npt.NDArray[np.floating[Any]]"
    """One a step, in the dtype that they were computed in."""
    summary: Mapping[str, Any]
    landmarks: Sequence[Mapping[str, Any]]
    warnings: Sequence[Mapping[str, Any]]
    hash: str
    """Of the schedule and unit: a job with this `schedule_hash` trains this curve or is refused."""
    schedule: Mapping[str, Any]
    """With every default written out."""
    unit: str


@dataclass(frozen=True)
class Translation:
    """A program that runs as it stands in another library."""

    code: str
    exact: bool
    """Whether its rates are the preview's, in its own arithmetic."""
    notes: list[str]


@dataclass(frozen=True)
class Event:
    """One change of a job or of a run."""

    seq: int
    """Counts the job's events from 1 without gaps."""
    at: datetime
    type: str
    run: str | None
    """The run that changed; None where it is the job."""
    data: Mapping[str, Any]

    @classmethod
    def of(cls, document: Document) -> "Event":
        """Read an event."""
        return cls(**document | {"at": datetime.fromisoformat(document["at"])})


@dataclass(frozen=True, eq=False)
class History:
    """What happened in a job's runs: a row a run and epoch, in columns of equal length.

    `history["val_loss"]` is a column. Those before `epoch` are `run`, `seed` and the parameters in
    which runs differ, each behind `parameters.`; one that is no number or text is written as JSON.
    """

    columns: Mapping[str, Column]
    sampled: bool
    """Whether `points` left rows out."""

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.columns["run"])

    def frame(self) -> "DataFrame":
        """Return the columns as a DataFrame; raise ImportError without pandas."""
        from pandas import DataFrame

        return DataFrame(dict(self.columns))
