"""The running Lehr that faults are done to, seen from outside: processes, database, broker."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg
from redis import Redis

from lehr.local.postgres import Postgres
from lehr.local.valkey import Valkey
from lehr.testing import is_alive
from lehr.testing.service import Service

WARM = "SELECT pid FROM workers WHERE seen_at > now() - interval '1.5 s' AND NOT stopping"
HELD = """
    SELECT runs.id::text FROM runs JOIN workers ON owner = name
    WHERE status = 'running' AND pid = ANY(%s)
"""
UNFINISHED = "SELECT count(*) FROM jobs WHERE finished_at IS NULL"


class Stack:
    """One Lehr of `make serve`, with two workers."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.home = service.home.resolve()
        self.database_url = Postgres(self.home).url(self.home).replace("+psycopg", "")
        self.redis_url = Valkey(self.home).url(self.home)
        self.broker = Redis.from_url(self.redis_url)

    def servers(self, name: str) -> list[psutil.Process]:
        """Return the supervisor's children of this name: one, or none while it is restarted."""
        return list(self._children(lambda child: child.name() == name))

    def programs(self, module: str) -> list[psutil.Process]:
        """Return the supervisor's children that run `python -m module`, the oldest first."""
        found = self._children(lambda child: child.cmdline()[-2:] == ["-m", module])
        return sorted(found, key=psutil.Process.create_time)

    def warm(self) -> set[int]:
        """Return the main processes of the workers that could train at once."""
        return {row[0] for row in self.rows(WARM)} & {each.pid for each in self.programs("worker")}

    def held(self, *workers: psutil.Process) -> list[str]:
        """Return the runs in the hands of these workers."""
        return [row[0] for row in self.rows(HELD, [worker.pid for worker in workers])]

    def is_idle(self) -> bool:
        """Tell whether every job has ended."""
        return self.rows(UNFINISHED) == [(0,)]

    def rows(self, query: LiteralString, *values: Any) -> list[Any]:
        """Ask the database; no rows while it is away."""
        try:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(query, values).fetchall()
        except psycopg.OperationalError:
            return []

    def orphans(self) -> list[psutil.Process]:
        """Return the processes of this Lehr that are none of its supervisor's family."""
        supervisor = psutil.Process(self.service.supervisor.pid)
        family = [supervisor, *supervisor.children(recursive=True)]
        return [process for process in belonging_to(self.home) if process not in family]

    def _children(self, wanted: Callable[[psutil.Process], bool]) -> Iterator[psutil.Process]:
        for child in psutil.Process(self.service.supervisor.pid).children():
            with suppress(psutil.NoSuchProcess):
                if is_alive(child) and wanted(child):
                    yield child


def trainers(worker: psutil.Process) -> list[psutil.Process]:
    """Return the worker's children that train, one unless it is being replaced."""
    return [child for child in worker.children() if "--billiard-fork" in child.cmdline()]


def belonging_to(home: Path) -> Iterator[psutil.Process]:
    """Yield the living processes that keep their state in `home`."""
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            told = process.environ().get("LEHR_HOME") == str(home)
            if (told or home in Path(process.cwd()).parents) and is_alive(process):
                yield process
