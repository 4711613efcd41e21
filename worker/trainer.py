"""What a trainer is: told what to train, it reports epochs and leaves an outcome."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from numpy.typing import NDArray

from lehr.experiments.experiment import Experiment
from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.records import Outcome, Plan, Warned


class Order(StrEnum):
    """Why a training is to stop before its end."""

    CANCEL = "cancel"
    """The client wants no more of it."""
    PAUSE = "pause"
    """The client wants the rest of it later."""
    GIVE_BACK = "give-back"
    """The worker ends; another one shall train the run."""
    DROP = "drop"
    """The run is, or may already be, another worker's: write nothing more."""


class Interrupted(Exception):
    """Raised inside a training that is to stop."""

    def __init__(self, order: Order) -> None:
        super().__init__(order)
        self.order = order


class TrainingFailed(Exception):
    """The run cannot be trained; `code` and `detail` become its error."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Snapshot(NamedTuple):
    """All that a trainer needs to go on after an epoch as if it had never been interrupted."""

    epoch: int
    step: int
    """The update that is next."""
    arrays: Sequence[NDArray[Any]]
    """Weights, optimizer slots and random state, in the trainer's own order."""
    memory: bytes
    """The trainer's own JSON."""


def _forgotten(_: Callable[[], Snapshot]) -> None:
    """Take no snapshot."""


def _unkept(_: Callable[[], bytes]) -> None:
    """Keep no model."""


@dataclass(frozen=True)
class Report:
    """Where a trainer begins, and what it calls while it trains; each may raise Interrupted."""

    epoch: Callable[[EpochRecord], None]
    """After each epoch, in order."""
    steps: Callable[[Sequence[StepRecord]], None]
    """Before each epoch of an experiment that asks for them: its updates, in order."""
    heed: Callable[[], None]
    """Often, also within long epochs."""
    warn: Callable[[Sequence[Warned]], None]
    """Of what only the data could tell."""
    chunk: Callable[[Callable[[], Snapshot]], None] = _forgotten
    """Where the training could be taken up again, with what takes the snapshot to do so from."""
    keep: Callable[[Callable[[], bytes]], None] = _unkept
    """At the end, with what returns the trained model as a file of Keras's."""
    start: Snapshot | None = None
    """Of this very experiment: the training goes on behind it. None: from the first epoch."""


class Trainer(Protocol):
    """Trains one run; raises TrainingFailed where it cannot."""

    def __call__(self, experiment: Experiment, plan: Plan, report: Report) -> Outcome:
        """Return what the finished training leaves besides its history."""
