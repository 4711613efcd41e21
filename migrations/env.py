"""Run migrations under an advisory lock, in one transaction."""

from alembic import context
from sqlalchemy import text

from lehr.store.tables import Base

MIGRATION_LOCK = 0x4C454852
"""So that two programs that start together do not migrate together."""

WAIT_FOR_EVER = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"
"""For another program's migration, and for one's own."""

with context.config.attributes["engine"].begin() as connection:
    connection.execute(text(WAIT_FOR_EVER))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
    context.configure(connection=connection, target_metadata=Base.metadata)
    context.run_migrations()
