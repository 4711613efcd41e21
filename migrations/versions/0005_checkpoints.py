"""checkpoints: where a training can go on from."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    none = sa.text("'[]'")
    op.add_column("runs", sa.Column("checkpoints", sa.JSON(), server_default=none, nullable=False))


def downgrade() -> None:
    """Go back."""
    op.drop_column("runs", "checkpoints")
