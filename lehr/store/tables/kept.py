"""What can be taken away of a run, besides its history."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class ModelRow(Base):
    """A run's model behind an epoch: asked for by clients, and made by a worker that holds it."""

    __tablename__ = "models"

    key: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    run_key: Mapped[int] = mapped_column(ForeignKey("runs.key", ondelete="CASCADE"))
    epoch: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    token: Mapped[int] = mapped_column(server_default=text("0"))
    """Rises with every claim; whoever writes must present it."""
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    """Claims since it was asked for."""
    lease_until: Mapped[datetime | None]
    name: Mapped[str | None]
    """The file's path below the directory of checkpoints."""
    sha256: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    weights_sha256: Mapped[str | None]
    error: Mapped[dict[str, Any] | None]
    """Why there is no file."""
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("run_key", "epoch"),
        Index("ix_models_unmade", "asked_at", postgresql_where=text("ended_at IS NULL")),
    )


class EnvironmentRow(Base):
    """Where runs were trained: a machine and its software, kept once for all of them."""

    __tablename__ = "environments"

    hash: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """When a worker first came from there."""
    document: Mapped[dict[str, Any]]
