"""Whatever keeps the database from answering becomes one error, also in a COMMIT."""

import select
from collections.abc import Callable
from typing import Any

import pytest
from psycopg import Connection
from sqlalchemy import create_engine, text

from lehr.bell import Bell
from lehr.errors import Unavailable
from lehr.jobs import Jobs
from lehr.runs import Runs
from lehr.settings import Settings
from lehr.store.engine import Session, Sessions, connect, driver_url
from tests.one_run import begin, record
from tests.trainings import claimed, epochs, execute, query, submitted

TERMINATE = "SELECT pg_terminate_backend(pg_backend_pid())"


def is_closed(session: Session) -> None:
    session.execute(text(TERMINATE))


def is_too_slow(session: Session) -> None:
    session.execute(text("SET LOCAL statement_timeout = '10ms'"))
    session.execute(text("SELECT pg_sleep(10)"))


def was_idle(session: Session) -> None:
    session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10ms'"))
    with select.epoll() as words:  # the server's last ones
        words.register(driver(session).fileno(), select.EPOLLIN)
        assert words.poll(5)


def only_reads(session: Session) -> None:
    session.execute(text("SET TRANSACTION READ ONLY"))
    session.execute(text("DELETE FROM jobs"))


def waits_for_a_lock(session: Session) -> None:
    session.execute(text("SET LOCAL lock_timeout = '10ms'"))
    session.execute(text("SELECT * FROM jobs"))


def breaks_off(session: Session) -> None:
    session.execute(text("CREATE TABLE made (id int)"))
    raise KeyError("made")


def driver(session: Session) -> Connection[Any]:
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, Connection)
    return connection


def attempt(sessions: Sessions, fault: Callable[[Session], None]) -> None:
    with sessions.begin() as session:
        fault(session)


@pytest.mark.parametrize("fault", [is_closed, is_too_slow, was_idle, only_reads])
def test_a_database_that_fails_within_a_transaction_is_unavailable(
    own_sessions: Sessions, fault: Callable[[Session], None]
) -> None:
    with pytest.raises(Unavailable, match="cannot be reached or is too busy"):
        attempt(own_sessions, fault)


def test_the_next_transaction_finds_a_connection_again(own_sessions: Sessions) -> None:
    with pytest.raises(Unavailable):
        attempt(own_sessions, is_closed)
    assert query(own_sessions, "SELECT 1 AS one") == [(1,)]


def test_a_transaction_that_waits_too_long_is_unavailable(own_sessions: Sessions) -> None:
    with own_sessions.begin() as holder:
        holder.execute(text("LOCK TABLE jobs"))
        with pytest.raises(Unavailable):
            attempt(own_sessions, waits_for_a_lock)


def test_a_pool_without_a_free_connection_is_unavailable(database_url: str) -> None:
    small = create_engine(driver_url(database_url), pool_size=1, max_overflow=0, pool_timeout=0.01)
    sessions = Sessions(small)
    with sessions.begin() as holder:
        holder.execute(text("SELECT 1"))
        with pytest.raises(Unavailable):
            query(sessions, "SELECT 1")
    small.dispose()


def test_a_server_that_is_not_there_is_unavailable() -> None:
    sessions = Sessions(connect("postgresql://lehr@/lehr?host=/nowhere"))
    with pytest.raises(Unavailable):
        query(sessions, "SELECT 1")


def test_a_block_that_raises_is_rolled_back(own_sessions: Sessions) -> None:
    with pytest.raises(KeyError):
        attempt(own_sessions, breaks_off)
    assert query(own_sessions, "SELECT to_regclass('made')") == [(None,)]


def test_a_commit_whose_outcome_is_unknown_is_unavailable(
    own_sessions: Sessions, bell: Bell, body: dict[str, Any]
) -> None:
    runs = Runs(own_sessions, bell, lease_seconds=30)
    submitted(Jobs(own_sessions, bell, Settings()), body)
    claim = claimed(runs)
    begin(runs, claim)
    die_at_commit(own_sessions)
    with pytest.raises(Unavailable):
        record(runs, claim, epochs(1, 3))


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:p@h/d", "postgres://u:p@h/d", "postgresql+psycopg2://u:p@h/d"],
)
def test_any_spelling_of_a_postgresql_url_is_taken(url: str) -> None:
    named = driver_url(url).render_as_string(hide_password=False)
    assert named == "postgresql+psycopg://u:p@h/d"


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="must be a PostgreSQL URL; received sqlite"):
        driver_url("sqlite:///file")


def die_at_commit(sessions: Sessions) -> None:
    """Have PostgreSQL close the connection in the middle of a COMMIT that adds an event."""
    execute(
        sessions,
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
        f"'BEGIN PERFORM ({TERMINATE}); RETURN NULL; END'",
    )
    execute(
        sessions,
        "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION die()",
    )
