"""Bring the schema up to date."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from .engine import answering, connect
from .schema import MIGRATIONS


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
