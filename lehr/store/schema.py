"""Which schema the code is written for, and whether the database has it; told without Alembic."""

from functools import cache
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

MIGRATIONS = Path(__file__).parents[2] / "migrations"
VERSIONS = text("SELECT version_num FROM alembic_version")


def is_current(session: Session) -> bool:
    """Tell whether the database has exactly the newest schema."""
    if session.scalar(select(func.to_regclass("alembic_version"))) is None:
        return False
    return session.scalars(VERSIONS).all() == [newest()]


@cache
def newest() -> str:
    """Return the revision that this code is written for: files are named by theirs, in order."""
    names = (path.name for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
    return max(names).partition("_")[0]
