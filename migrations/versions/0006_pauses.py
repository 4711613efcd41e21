"""pauses: runs that are to be set aside by the worker that trains them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    wanted: sa.Column[bool] = sa.Column(
        "pause_requested", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("runs", wanted)


def downgrade() -> None:
    """Go back."""
    op.drop_column("runs", "pause_requested")
