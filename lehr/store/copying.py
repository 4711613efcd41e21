"""Many rows into a table at once, by PostgreSQL's binary COPY."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import Cursor
from psycopg.sql import SQL, Identifier
from sqlalchemy.orm import Session

INTO = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)")


def append(
    session: Session, table: str, types: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """Append rows, whose values stand in the order of `types`: PostgreSQL's, by column."""
    columns = SQL(", ").join(map(Identifier, types))
    with _cursor(session) as cursor, cursor.copy(INTO.format(Identifier(table), columns)) as copy:
        copy.set_types(list(types.values()))
        for row in rows:
            copy.write_row(row)


def _cursor(session: Session) -> Cursor[Any]:
    """Go past SQLAlchemy, which has no COPY, within its transaction."""
    driver: Any = session.connection().connection
    cursor: Cursor[Any] = driver.cursor()
    return cursor
