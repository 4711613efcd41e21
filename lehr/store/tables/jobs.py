"""What was asked for and what happened: jobs, their runs, histories and events, and workers."""

from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from lehr.experiments.lifecycle import Status

from .base import Base

STATUSES = ", ".join(f"'{status}'" for status in Status)


class JobRow(Base):
    """What was asked for, and the state that its runs add up to."""

    __tablename__ = "jobs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)
    """The number of the job's last event."""
    priority: Mapped[int] = mapped_column(SmallInteger)
    labels: Mapped[dict[str, Any]] = mapped_column(JSONB)
    experiment: Mapped[dict[str, Any]]
    plan: Mapped[dict[str, Any]]
    parent: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"))
    """The job that this one goes on from."""
    reproduces: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"))
    """The job whose runs this one trains again."""
    reproduction: Mapped[dict[str, Any] | None]
    """What it is to that one."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"status IN ({STATUSES})", name="status"),
        Index(None, "created_at", "id"),
        Index(None, "parent"),
        Index(None, "reproduces"),
        Index(None, "labels", postgresql_using="gin"),
    )


class RunRow(Base):
    """One training: the unit that workers claim."""

    __tablename__ = "runs"

    key: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    """What epochs refer to; in order of submission."""
    id: Mapped[UUID] = mapped_column(unique=True)
    """What clients see."""
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    position: Mapped[int]
    """Place within the job, from 0."""
    status: Mapped[str]
    priority: Mapped[int] = mapped_column(SmallInteger)
    turn: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """Place among runs of one priority: jobs that wait together take turns, run by run."""
    program: Mapped[str] = mapped_column(server_default=text("''"))
    """What runs that can share a compiled program have in common."""
    parameters: Mapped[dict[str, Any]]
    """What differs from the job's experiment, by dotted path."""
    seed: Mapped[int]
    epochs: Mapped[int]
    epochs_done: Mapped[int] = mapped_column(default=0)
    epochs_reached: Mapped[int] = mapped_column(default=0)
    """The farthest epoch of any attempt; going beyond it is progress."""
    best_epoch: Mapped[int | None]
    best_loss: Mapped[float | None]
    """Of the best epoch: validation loss, or loss where nothing validates."""
    token: Mapped[int] = mapped_column(default=0)
    """Rises with every claim; whoever writes must present it."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Trainings begun since the last progress."""
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    pause_requested: Mapped[bool] = mapped_column(server_default=false())
    checkpoints: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    """The last ones that a training can go on from, newest first."""
    trainer_used: Mapped[str | None]
    max_abs_error: Mapped[float | None]
    """Largest distance between a rate that the optimizer used and the plan."""
    weights_sha256: Mapped[str | None]
    data_sha256: Mapped[str | None]
    environment: Mapped[str | None]
    """The hash of the one that its last attempt was trained in."""
    reproduction: Mapped[dict[str, Any] | None]
    """What it is to the run that it trains again."""
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    error: Mapped[dict[str, Any] | None]
    queued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("job_id", "position"),
        CheckConstraint(f"status IN ({STATUSES})", name="status"),
        Index(
            "ix_runs_queue",
            text("priority DESC"),
            "turn",
            "key",
            postgresql_where=text("status = 'queued'"),
        ),
        Index(None, "finished_at"),
        Index("ix_runs_leases", "lease_until", postgresql_where=text("status = 'running'")),
    )


class EpochRow(Base):
    """The history: one row per run and epoch. Metrics stand in the order of the plan's names."""

    __tablename__ = "epochs"

    run_key: Mapped[int] = mapped_column(
        ForeignKey("runs.key", ondelete="CASCADE"), primary_key=True
    )
    epoch: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """From 1."""
    learning_rate: Mapped[float]
    """The rate of the epoch's last update."""
    loss: Mapped[float]
    val_loss: Mapped[float | None]
    metrics: Mapped[list[float]]
    val_metrics: Mapped[list[float] | None]


class StepRow(Base):
    """The history by weight update, of runs that keep one."""

    __tablename__ = "steps"

    run_key: Mapped[int] = mapped_column(
        ForeignKey("runs.key", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """From 0."""
    learning_rate: Mapped[float]
    loss: Mapped[float]
    """Of the update's own batch, before the update."""


class EventRow(Base):
    """The job's log, numbered from 1 without gaps under the lock of the job's row."""

    __tablename__ = "events"

    job_id: Mapped[UUID] = mapped_column(
        ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    type: Mapped[str]
    run_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]]

    __mapper_args__ = MappingProxyType({"eager_defaults": False})  # nobody reads `at` back


class KeyRow(Base):
    """The job that a client's idempotency key stands for."""

    __tablename__ = "idempotency_keys"

    key: Mapped[str] = mapped_column(primary_key=True)
    """A digest of the key and of its caller."""
    fingerprint: Mapped[str]
    """A digest of the body that came with the key."""
    job_id: Mapped[UUID] = mapped_column(
        ForeignKey("jobs.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    )
    """A key is taken before its job is added, which it may turn out to have been."""
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (Index(None, "created_at"), Index(None, "job_id"))


class WorkerRow(Base):
    """A worker process that is, or recently was, alive."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    environment: Mapped[str | None]
    """The hash of what it trains in."""
    stopping: Mapped[bool] = mapped_column(default=False)
    """Asked to give back what it holds and to claim nothing more."""
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
