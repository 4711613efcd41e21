"""keeping: what runs were trained in and on, models, and jobs that train others again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "environments",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column(
            "seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_environments")),
    )
    _add_models()
    op.add_column("workers", sa.Column("environment", sa.Text(), nullable=True))
    op.add_column("runs", sa.Column("environment", sa.Text(), nullable=True))
    op.add_column("runs", sa.Column("data_sha256", sa.Text(), nullable=True))
    _add_reproductions()


def downgrade() -> None:
    """Go back."""
    op.drop_column("runs", "reproduction")
    op.drop_column("jobs", "reproduction")
    op.drop_constraint(op.f("fk_jobs_reproduces"), "jobs", type_="foreignkey")
    op.drop_index(op.f("ix_jobs_reproduces"), table_name="jobs")
    op.drop_column("jobs", "reproduces")
    op.drop_column("runs", "data_sha256")
    op.drop_column("runs", "environment")
    op.drop_column("workers", "environment")
    op.drop_table("models")
    op.drop_table("environments")


def _add_models() -> None:
    op.create_table(
        "models",
        sa.Column("key", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("run_key", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("token", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("weights_sha256", sa.Text(), nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_key"], ["runs.key"], name=op.f("fk_models_run_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_models")),
        sa.UniqueConstraint("run_key", "epoch", name=op.f("uq_models_run_key_epoch")),
    )
    unmade = sa.text("ended_at IS NULL")
    op.create_index("ix_models_unmade", "models", ["asked_at"], postgresql_where=unmade)


def _add_reproductions() -> None:
    for table in ("jobs", "runs"):
        found = sa.Column("reproduction", sa.JSON(none_as_null=True), nullable=True)
        op.add_column(table, found)
    op.add_column("jobs", sa.Column("reproduces", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_jobs_reproduces"), "jobs", ["reproduces"])
    op.create_foreign_key(
        op.f("fk_jobs_reproduces"), "jobs", "jobs", ["reproduces"], ["id"], ondelete="SET NULL"
    )
