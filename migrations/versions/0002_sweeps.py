"""sweeps: turns in the queue, shared programs, histories by step."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

QUEUED = sa.text("status = 'queued'")
URGENT_FIRST: sa.ColumnElement[object] = sa.literal_column("priority DESC")


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "runs", sa.Column("turn", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "runs", sa.Column("program", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.drop_index("ix_runs_queue", table_name="runs")
    op.create_index("ix_runs_queue", "runs", [URGENT_FIRST, "turn", "key"], postgresql_where=QUEUED)
    op.create_table(
        "steps",
        sa.Column("run_key", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("learning_rate", sa.Double(), nullable=False),
        sa.Column("loss", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_key"], ["runs.key"], name=op.f("fk_steps_run_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_key", "step", name=op.f("pk_steps")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("steps")
    op.drop_index("ix_runs_queue", table_name="runs")
    op.create_index("ix_runs_queue", "runs", [URGENT_FIRST, "key"], postgresql_where=QUEUED)
    op.drop_column("runs", "program")
    op.drop_column("runs", "turn")
