"""checkpoints: where a training, or a job that extends another, can go on from."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    none = sa.text("'[]'")
    op.add_column("runs", sa.Column("checkpoints", sa.JSON(), server_default=none, nullable=False))
    op.add_column("jobs", sa.Column("parent", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_jobs_parent"), "jobs", ["parent"])
    op.create_foreign_key(
        op.f("fk_jobs_parent"), "jobs", "jobs", ["parent"], ["id"], ondelete="SET NULL"
    )


def downgrade() -> None:
    """Go back."""
    op.drop_constraint(op.f("fk_jobs_parent"), "jobs", type_="foreignkey")
    op.drop_index(op.f("ix_jobs_parent"), table_name="jobs")
    op.drop_column("jobs", "parent")
    op.drop_column("runs", "checkpoints")
