"""Connections to PostgreSQL, and the transactions that everything happens in."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TypeAlias
from uuid import UUID

import orjson
import psycopg
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from lehr import crash
from lehr.errors import Unavailable

__all__ = ["Engine", "Session", "Sessions", "answering", "changed_jobs", "connect", "driver_url"]

Announce: TypeAlias = Callable[[Collection[UUID]], None]

UNANSWERED = (
    *(OperationalError, InterfaceError, InternalError, PoolTimeout),
    *(psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError),
)
"""SQLAlchemy's, and those of the driver where it is asked directly.

Of these InternalError is a transaction that idled too long, or a server that only reads.
"""


def driver_url(database_url: str) -> URL:
    """Name psycopg as the driver, whichever spelling of a PostgreSQL URL came in."""
    url = make_url(database_url)
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must be a PostgreSQL URL; received {url.drivername}")
    return url.set(drivername="postgresql+psycopg")


def connect(database_url: str, *, pool_size: int = 5) -> Engine:
    """Make an engine whose connections are checked before use and never wait for ever."""
    return create_engine(
        driver_url(database_url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
        pool_pre_ping=True,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        connect_args={
            "connect_timeout": 10,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
            "options": "-c timezone=UTC -c lock_timeout=10s"
            # A process frozen within a transaction holds up others for so long.
            " -c statement_timeout=60s -c idle_in_transaction_session_timeout=10s",
        },
    )


def nobody(_: Collection[UUID]) -> None:
    """Announce changes to nobody."""


class Sessions:
    """Hands out one session a transaction; `announce` hears of jobs that one has changed."""

    def __init__(self, engine: Engine, announce: Announce = nobody) -> None:
        self.engine = engine
        self._announce = announce
        self._make = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def begin(self, name: str = "commit") -> Iterator[Session]:
        """Open a transaction that commits where the block ends and rolls back where it raises.

        `name` names the crash points before and after the commit. Raises Unavailable while the
        database cannot be reached or does not answer in time.
        """
        with answering(), self._make.begin() as session:
            yield session
            crash.here(f"before-{name}")
        crash.here(f"after-{name}")
        if changed := changed_jobs(session):
            self._announce(changed)


def changed_jobs(session: Session) -> set[UUID]:
    """Return the jobs that this transaction has changed, to be announced when it has committed."""
    jobs: set[UUID] = session.info.setdefault("changed_jobs", set())
    return jobs


@contextmanager
def answering() -> Iterator[None]:
    """Raise Unavailable where the block finds no database, or one that does not answer in time."""
    try:
        yield
    except UNANSWERED as error:
        raise Unavailable("the database cannot be reached or is too busy") from error
