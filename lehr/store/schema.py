"""Bring the schema up to date, and tell whether it is."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from .engine import answering, connect

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def configuration(engine: Engine | None = None) -> Config:
    """Point Alembic at the migrations, and at the engine where it needs one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def upgrade(database_url: str) -> None:
    """Apply every migration that the database lacks; programs that do so wait for each other.

    Raises Unavailable where there is no database.
    """
    engine = connect(database_url)
    try:
        with answering():
            command.upgrade(configuration(engine), "head")
    finally:
        engine.dispose()


def is_current(session: Session) -> bool:
    """Tell whether the database has exactly the newest schema."""
    return MigrationContext.configure(session.connection()).get_current_revision() == newest()


@cache
def newest() -> str | None:
    """Return the revision that this code is written for."""
    return ScriptDirectory.from_config(configuration()).get_current_head()
