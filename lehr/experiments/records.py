"""What the store knows of jobs, runs and their histories, as plain values."""

from datetime import datetime
from typing import Any
from uuid import UUID

from .lifecycle import Status
from .record import Record
from .reproduction import JobReproduction, RunReproduction


class Warned(Record):
    """Something that the client may not have meant."""

    code: str
    detail: str


class Plan(Record):
    """What one training will do, told before it does it."""

    train_rows: int
    validation_rows: int
    steps_per_epoch: int
    steps: int
    """Weight updates."""
    parameters: int
    estimated_cost: float
    """Floating-point operations."""
    estimated_memory: int
    """Bytes that it takes while it trains."""
    encoding: str
    """How labels are given to the loss: `binary`, `one_hot` or `index`."""
    metric_names: list[str]
    """The history's columns besides epoch, learning_rate, loss and val_loss."""
    schedule_hash: str
    warnings: list[Warned]

    @property
    def columns(self) -> list[str]:
        """The history's columns, in the order in which they are shown."""
        trained = ["epoch", "learning_rate", "loss", *self.metric_names]
        validated = ["val_loss", *(f"val_{name}" for name in self.metric_names)]
        return trained + validated if self.validation_rows else trained


class JobPlan(Record):
    """What a job will do, told before it does it; null where its configurations differ."""

    runs: int
    configurations: int
    programs: int
    """How many will be compiled, where they all can be."""
    train_rows: int | None
    validation_rows: int | None
    steps_per_epoch: int | None
    steps: int
    """Weight updates of all runs."""
    parameters: int
    """Of the largest model."""
    estimated_cost: float
    """Floating-point operations of all runs."""
    estimated_memory: int
    """Bytes that the largest run takes while it trains."""
    encoding: str | None
    metric_names: list[str]
    columns: list[str]
    """The history's columns, in the order in which they are shown."""
    schedule_hash: str | None
    warnings: list[Warned]


class Problem(Record):
    """Why a run failed, as RFC 9457 writes it."""

    type: str
    title: str
    detail: str


class Conformance(Record):
    """How far the optimizer's rates were from the planned ones."""

    max_abs_error: float


class Run(Record):
    """One training of a job."""

    id: UUID
    position: int
    """Place within the job, from 0."""
    status: Status
    parameters: dict[str, Any]
    """What differs from the job's experiment, by dotted path."""
    seed: int
    epochs: int
    epochs_done: int
    final: dict[str, float] | None
    """The last epoch's row of the history."""
    best: dict[str, float] | None
    """The row with the lowest validation loss (or loss, without validation)."""
    lr_conformance: Conformance | None
    trainer_used: str | None
    weights_sha256: str | None
    data_sha256: str | None
    reproduction: RunReproduction | None
    """What it is to the run that it trains again, once both have succeeded."""
    attempts: int
    warnings: list[Warned]
    error: Problem | None
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Progress(Record):
    """How far a job has come."""

    epochs_done: int
    epochs_total: int
    eta_seconds: float | None
    """At the speed seen so far; null while nothing runs."""


class JobSummary(Record):
    """A job without its runs."""

    id: UUID
    status: Status
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    parent: UUID | None
    """The job that this one goes on from."""
    reproduces: UUID | None
    """The job whose runs this one trains again."""
    reproduction: JobReproduction | None
    """What it is to that one, once it has ended; null where it was cancelled."""
    version: int
    """The number of the job's last event."""
    priority: int
    labels: dict[str, str]
    experiment: dict[str, Any]
    warnings: list[Warned]
    progress: Progress
    runs_total: int
    runs_by_status: dict[Status, int]


class Job(JobSummary):
    """A job with its first runs."""

    queue_position: int | None
    """1 when its first queued run is next; null when none is queued."""
    runs: list[Run]
    error: Problem | None


class JobPage(Record):
    """Some jobs, newest first."""

    jobs: list[JobSummary]
    next: str | None
    """The cursor of the following page."""


class RunPage(Record):
    """Some runs of a job, in order."""

    runs: list[Run]
    next: str | None


class Checkpoint(Record):
    """Where a training can go on from: a file, and its SHA-256."""

    epoch: int
    """The last epoch that it has behind it."""
    step: int
    """The update that is next."""
    name: str
    """The file's path below the directory of checkpoints."""
    sha256: str
    made_by: str
    """Versions of what wrote it; others do not promise to go on to the bit."""


class Claim(Record):
    """A run in a worker's hands: every later write presents `token`."""

    key: int
    run_id: UUID
    job_id: UUID
    program: str
    """What runs that can share a compiled program have in common."""
    token: int
    attempts: int
    epochs_done: int
    cancel_requested: bool
    pause_requested: bool = False
    checkpoints: tuple[Checkpoint, ...] = ()
    """The last ones, newest first."""


class Assignment(Record):
    """What a worker needs to know to train the run that it claimed."""

    claim: Claim
    experiment: dict[str, Any]
    warnings: list[Warned]
    """What the client was warned of when the job was accepted."""


class Outcome(Record):
    """What a finished training leaves besides its history."""

    trainer_used: str
    max_abs_error: float
    weights_sha256: str
    data_sha256: str
    """Of the rows and labels, as the model was given them."""


class Counts(Record):
    """How much of everything there is."""

    jobs: dict[Status, int]
    runs: dict[Status, int]
    oldest_queued_seconds: float
    """0 when no run waits."""
    run_seconds: tuple[dict[float, int], float]
    """Finished runs by upper bound of their duration, cumulative, and the sum of durations."""
    workers: int
    deliveries_waiting: int
    """To webhooks, for the first time or again."""
