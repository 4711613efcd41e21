"""webhooks, and the outbox of their deliveries."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOW = sa.text("now()")
CLOCK = sa.text("clock_timestamp()")
DRAWN = sa.text("gen_random_uuid()")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("due_at IS NOT NULL")

# At the commit, so that the job's status is the one that all others see from then on. The lock lets
# a webhook that is being deleted be gone before anything is addressed to it.
DELIVER_EVENT = """
CREATE FUNCTION deliver_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO deliveries (webhook_id, type, at, data)
    SELECT webhooks.id, NEW.type, NEW.at, json_strip_nulls(json_build_object(
        'job', NEW.job_id, 'status', jobs.status, 'seq', NEW.seq, 'run', NEW.run_id))
    FROM webhooks, jobs
    WHERE NEW.type = ANY (webhooks.events) AND webhooks.disabled_at IS NULL
        AND jobs.id = NEW.job_id
    FOR KEY SHARE OF webhooks;
    RETURN NULL;
END
$$
"""
ON_EVENTS = """
CREATE CONSTRAINT TRIGGER deliver_event AFTER INSERT ON events
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.type <> 'run.progress')
EXECUTE FUNCTION deliver_event()
"""


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Uuid(), server_default=DRAWN, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("events", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.Column("token", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "deliveries",
        sa.Column("key", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=DRAWN, nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, server_default=CLOCK, nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("attempts", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("due_at", MOMENT, server_default=CLOCK, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhooks.id"],
            name=op.f("fk_deliveries_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("id", name=op.f("uq_deliveries_id")),
    )
    op.create_index(op.f("ix_deliveries_webhook_id_key"), "deliveries", ["webhook_id", "key"])
    op.create_index(
        "ix_deliveries_due", "deliveries", ["webhook_id", "due_at"], postgresql_where=WAITING
    )
    op.execute(DELIVER_EVENT)
    op.execute(ON_EVENTS)


def downgrade() -> None:
    """Go back."""
    op.execute("DROP TRIGGER deliver_event ON events")
    op.execute("DROP FUNCTION deliver_event")
    op.drop_table("deliveries")
    op.drop_table("webhooks")
