"""The running Lehr that faults are done to, seen from outside: processes, database, broker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg
from redis import Redis

from lehr.local.postgres import Postgres
from lehr.local.valkey import Valkey
from lehr.testing.service import SERVE, Service

from .processes import Wanted, belonging_to, children

WARM = "SELECT pid FROM workers WHERE seen_at > now() - interval '1.5 s' AND NOT stopping"
HELD = """
    SELECT runs.id::text FROM runs JOIN workers ON owner = name
    WHERE status = 'running' AND pid = ANY(%s)
"""
NEWEST = """
    SELECT checkpoints->0->>'name' FROM runs
    WHERE id::text = ANY(%s) AND checkpoints->0 IS NOT NULL
"""
EVENTS = "SELECT count(*) FROM events"
UNFINISHED = "SELECT count(*) FROM jobs WHERE finished_at IS NULL"
WAITING = 20


@dataclass(frozen=True)
class Product:
    """What is run, and the modules of its two programs."""

    command: Sequence[str] = SERVE
    api: str = "api"
    worker: str = "worker"


LEHR = Product()


class Stack:
    """One Lehr of `make serve`, with two workers, or another product on the same tables."""

    def __init__(self, service: Service, product: Product) -> None:
        self.service = service
        self._product = product
        self.home = service.home.resolve()
        self.database_url = Postgres(self.home).url(self.home).replace("+psycopg", "")
        self.redis_url = Valkey(self.home).url(self.home)
        self.broker = Redis.from_url(self.redis_url)
        self._posts: list[psutil.Process | None] = [None, None]
        self._connection: psycopg.Connection | None = None

    @property
    def crash_points(self) -> Path:
        """Where a file arms the crash point of its name."""
        return crash_points(self.home)

    def servers(self, name: str) -> list[psutil.Process]:
        """Return the supervisor's children of this name: one, or none while it is restarted."""
        return list(self._children(lambda child: child.name() == name))

    def apis(self) -> list[psutil.Process]:
        """Return the API's process, if it runs at the moment."""
        return self._running(self._product.api)

    def workers(self) -> list[psutil.Process]:
        """Return the workers' main processes, the oldest first."""
        return self._running(self._product.worker)

    def worker(self, post: int) -> psutil.Process | None:
        """Return the worker that fills the first or second post, if it is filled at the moment."""
        found = self.workers()
        new = iter([worker for worker in found if worker not in self._posts])
        self._posts = [former if former in found else next(new, None) for former in self._posts]
        return self._posts[post]

    def warm(self) -> set[psutil.Process]:
        """Return the workers that could train at once."""
        warm = {pid for (pid,) in self.rows(WARM)}
        return {worker for worker in self.workers() if worker.pid in warm}

    def held(self, *workers: psutil.Process) -> list[str]:
        """Return the runs in the hands of these workers."""
        return [row[0] for row in self.rows(HELD, [worker.pid for worker in workers])]

    def checkpoints(self, *workers: psutil.Process) -> list[Path]:
        """Return the files from which the runs in the hands of these workers would go on."""
        names = self.rows(NEWEST, self.held(*workers))
        return [self.home / "checkpoints" / name for (name,) in names]

    def close(self) -> None:
        """Let go of database and broker."""
        self.broker.close()
        if self._connection is not None:
            self._connection.close()

    def is_idle(self) -> bool:
        """Tell whether every job has ended."""
        return self.rows(UNFINISHED) == [(0,)]

    def has_room(self) -> bool:
        """Tell whether so few jobs wait that another one will be trained soon."""
        return all(waiting < WAITING for (waiting,) in self.rows(UNFINISHED))

    def events(self) -> int:
        """Count all events so far; 0 while the database is away."""
        return sum(count for (count,) in self.rows(EVENTS))

    def rows(self, query: LiteralString, *values: Any) -> list[Any]:
        """Ask the database; no rows while it is away."""
        try:
            if self._connection is None or self._connection.closed:
                self._connection = psycopg.connect(self.database_url, autocommit=True)
            return self._connection.execute(query, values).fetchall()
        except psycopg.OperationalError:
            return []

    def orphans(self) -> list[psutil.Process]:
        """Return the processes of this Lehr that are none of its supervisor's family."""
        supervisor = psutil.Process(self.service.supervisor.pid)
        family = [supervisor, *supervisor.children(recursive=True)]
        return [process for process in belonging_to(self.home) if process not in family]

    def _running(self, module: str) -> list[psutil.Process]:
        found = self._children(lambda child: child.cmdline()[-2:] == ["-m", module])
        return sorted(found, key=psutil.Process.create_time)

    def _children(self, wanted: Wanted) -> Iterator[psutil.Process]:
        return children(psutil.Process(self.service.supervisor.pid), wanted)


def crash_points(home: Path) -> Path:
    """Tell where a Lehr in `home` looks for armed crash points."""
    return home.with_name("crash-points")
