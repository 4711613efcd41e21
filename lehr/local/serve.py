"""`make serve`: everything, in order, until somebody asks it to stop."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from socket import gethostname

from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.store.migrating import upgrade
from lehr.workers import Workers

from .address import require_free
from .announcement import announcement
from .children import Program
from .devices import device_of
from .errors import CannotServeError
from .home import opened
from .interrupts import Interrupts
from .postgres import Postgres
from .readiness import Readiness
from .sockets import short_path
from .supervisor import Supervisor
from .terminal import say
from .valkey import Valkey

Programs = Callable[[Settings, Mapping[str, str]], Sequence[Program]]
"""What runs beside the servers, given its environment."""


def lehr_programs(settings: Settings, environment: Mapping[str, str]) -> Sequence[Program]:
    """Give the API and the workers."""
    api = Program(name="API", command=(sys.executable, "-m", "api"), environment=environment)
    return [api, *(_worker(number, environment) for number in range(settings.workers))]


def serve(settings: Settings, programs: Programs = lehr_programs) -> None:
    """Run Lehr until asked to stop; raises CannotServeError."""
    with Interrupts() as interrupts, opened(settings.home) as home, short_path(home) as path:
        require_free(settings)
        with suppress(KeyboardInterrupt), Supervisor(interrupts) as supervisor:
            urls = _start_servers(supervisor, settings, home, path)
            say("Bringing the database's schema up to date.")
            upgrade(urls["DATABASE_URL"])
            forget_former_workers(urls["DATABASE_URL"])
            children = programs(settings, {**os.environ, **urls, "LEHR_HOME": str(home)})
            say(f"Starting {', '.join(child.name for child in children)}.")
            supervisor.start(*children)
            supervisor.keep(until=Readiness(settings))
            say(announcement(settings, home))
            supervisor.keep(until=lambda: False)
    say("Lehr has stopped.")


def forget_former_workers(database_url: str) -> None:
    """Let no worker that died with a former supervisor count as one that is ready."""
    engine = connect(database_url)
    Workers(Sessions(engine)).forget_host(gethostname())
    engine.dispose()


def _start_servers(
    supervisor: Supervisor, settings: Settings, home: Path, path: Path
) -> dict[str, str]:
    urls = {
        "DATABASE_URL": settings.database_url or _start_postgres(supervisor, home, path),
        "REDIS_URL": settings.redis_url or _start_valkey(supervisor, home, path),
    }
    supervisor.keep(until=lambda: supervisor.are_ready)
    return urls


def _start_postgres(supervisor: Supervisor, home: Path, path: Path) -> str:
    say(f"Starting PostgreSQL in {home}.")
    postgres = Postgres(home)
    _prepare(postgres)
    supervisor.start(postgres.program())
    return postgres.url(path)


def _start_valkey(supervisor: Supervisor, home: Path, path: Path) -> str:
    say(f"Starting Valkey in {home}.")
    valkey = Valkey(home)
    _prepare(valkey)
    supervisor.start(valkey.program(path))
    return valkey.url(path)


def _prepare(server: Postgres | Valkey) -> None:
    try:
        server.initialize()
    except OSError as error:
        raise CannotServeError(f"{server.directory} cannot be created: {error}") from error


def _worker(number: int, environment: Mapping[str, str]) -> Program:
    return Program(
        name=f"worker-{number + 1}",
        command=(sys.executable, "-m", "worker"),
        environment={**environment, **device_of(number, environment)},
    )
