"""keeping: what a run was trained in and on."""

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
    op.add_column("workers", sa.Column("environment", sa.Text(), nullable=True))
    op.add_column("runs", sa.Column("environment", sa.Text(), nullable=True))
    op.add_column("runs", sa.Column("data_sha256", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("runs", "data_sha256")
    op.drop_column("runs", "environment")
    op.drop_column("workers", "environment")
    op.drop_table("environments")
