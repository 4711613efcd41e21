"""The history of a run: one row an epoch, in columns named as Keras names them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self
from uuid import UUID

from pydantic import ConfigDict

from .lifecycle import Status
from .reading import Traced
from .record import Record


class EpochRecord(Record):
    """One epoch's row; metrics in the order of the plan's names."""

    epoch: int
    learning_rate: float
    """The rate of the epoch's last update."""
    loss: float
    val_loss: float | None
    metrics: Sequence[float]
    val_metrics: Sequence[float] | None

    @property
    def judged_loss(self) -> float:
        """What the best epoch is chosen by: validation loss, or loss where nothing validates."""
        return self.loss if self.val_loss is None else self.val_loss

    def named(self, metric_names: Sequence[str]) -> dict[str, float]:
        """Return the row by column name; validation columns only where there are any."""
        row = {"epoch": self.epoch, "learning_rate": self.learning_rate, "loss": self.loss}
        row |= dict(zip(metric_names, self.metrics, strict=True))
        if self.val_loss is None or self.val_metrics is None:
            return row
        validated = dict(zip(metric_names, self.val_metrics, strict=True))
        return row | {"val_loss": self.val_loss} | {f"val_{k}": v for k, v in validated.items()}


class StepRecord(NamedTuple):
    """One weight update of a run that keeps them."""

    step: int
    """From 0."""
    learning_rate: float
    """The rate that the optimizer used."""
    loss: float
    """Of the update's own batch, before the update."""


class RunTrace(Record):
    """The columns of one run, whatever a row is of."""

    id: UUID
    parameters: dict[str, Any]
    seed: int

    @classmethod
    def of(cls, run: Traced, columns: Mapping[str, Sequence[float]]) -> Self:
        """Show the columns of a run."""
        shown: Any = columns
        return cls(id=run.id, parameters=run.parameters, seed=run.seed, **shown)


class RunHistory(RunTrace):
    """The epochs of one run; the names after `loss` are the experiment's metrics."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, list[float]]

    epoch: list[int]
    learning_rate: list[float]
    loss: list[float]

    @property
    def columns(self) -> dict[str, Sequence[float]]:
        """The columns by name, in the order in which they are shown."""
        return {
            "epoch": self.epoch,
            "learning_rate": self.learning_rate,
            "loss": self.loss,
            **(self.__pydantic_extra__ or {}),
        }


class History(Record):
    """The histories of a job's runs."""

    id: UUID
    status: Status
    sampled: bool
    """Whether `points` left rows out."""
    runs: list[RunHistory]


class RunSteps(RunTrace):
    """The updates of one run."""

    step: list[int]
    learning_rate: list[float]
    loss: list[float]

    @property
    def columns(self) -> dict[str, Sequence[float]]:
        """The columns by name, in the order in which they are shown."""
        return {"step": self.step, "learning_rate": self.learning_rate, "loss": self.loss}


class StepHistory(Record):
    """The updates of a job's runs, of those that keep them."""

    id: UUID
    status: Status
    sampled: bool
    """Whether updates were left out, when they were written or by `points`."""
    runs: list[RunSteps]
