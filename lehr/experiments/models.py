"""Models that runs leave: which one is asked for, what makes it, and the file that keeps it."""

import re
from datetime import datetime, timedelta

from lehr.errors import InvalidRequest, NoModel, Violation
from lehr.wording import cut

from .history import EpochRecord
from .lifecycle import Status
from .record import Record
from .records import Assignment, Problem, Run


class ModelFile(Record):
    """A model in a file that Keras opens."""

    name: str
    """The file's path below the directory of checkpoints."""
    sha256: str
    """Of the file."""
    size: int
    """Of the file, in bytes."""
    weights_sha256: str
    """Of all weights, in Keras's order."""


class KeptModel(Record):
    """A run's model behind an epoch, of which there is a file."""

    epoch: int
    sha256: str
    """Of the file."""
    size: int
    """Of the file, in bytes."""
    weights_sha256: str
    """Of all weights, in Keras's order."""
    made_at: datetime


class ModelRequest(Record):
    """A model that was asked for: made, given up, or still to be made."""

    file: ModelFile | None
    error: Problem | None
    age: timedelta | None
    """Since it was made or given up; None while it is still to be made."""


class Commission(Record):
    """A model in the hands of the worker that makes it."""

    assignment: Assignment
    """The run's own training up to the model's epoch; its claim is the model's."""
    weights_sha256: str | None
    """Of the run; None where the model's epoch is not its last."""
    row: EpochRecord
    """What the run's history says of the model's epoch."""
    environment: str | None
    """The hash of the one that the run was trained in."""


def chosen_epoch(run: Run, epoch: str, *, is_range_test: bool) -> int:
    """Return the number of the epoch that `epoch` names: "last", "best" or the number itself.

    Raises NoModel where the run leaves none, InvalidRequest where it has no such epoch.
    """
    if run.status is not Status.SUCCEEDED:
        raise NoModel(f"a run that is {run.status} has no model: it must have succeeded")
    if is_range_test:
        raise NoModel("a range test leaves no model: it trains until its loss diverges")
    chosen = {"last": run.epochs_done, "best": _best(run)}.get(epoch) or _number(epoch)
    if not 1 <= chosen <= run.epochs_done:
        rule = f"`epoch` must be last, best or 1 to {run.epochs_done}"
        raise InvalidRequest([Violation("/epoch", f"{rule}; received {cut(epoch)}")])
    return chosen


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _best(run: Run) -> int:
    return run.epochs_done if run.best is None else int(run.best["epoch"])
