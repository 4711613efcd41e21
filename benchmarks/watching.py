"""How soon thousands who wait for one job hear that it has changed: `make bench-watch`."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import psutil
import uvloop
from connections import Busy
from watchers import poll, stream

from api.server import raise_file_limit
from lehr.bell import Bell
from lehr.experiments.job_spec import JobSpec
from lehr.jobs import Jobs
from lehr.local.children import Child, Program
from lehr.settings import Settings
from lehr.store.engine import Sessions, connect
from lehr.store.ledger import Ledger
from lehr.store.migrating import upgrade
from lehr.testing import embedded_postgres, embedded_valkey, running, wait_until
from lehr.testing.service import free_port, ionosphere

POLLS, STREAMS = 2000, 200
ROUNDS = 20
PAUSE_SECONDS = 0.5
"""After everybody has heard of a change and before the next, so that all wait again."""
PATIENCE_SECONDS = 30


class Changes:
    """One job's events: when each was committed, and how long after that clients heard of it."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        bell = Bell(redis_url)
        self._sessions = Sessions(connect(database_url), bell.announce)
        job = Jobs(self._sessions, bell, Settings()).submit(JobSpec(**ionosphere()))
        self.path, self._job_id = f"/jobs/{job.id}", job.id
        self.committed = {1: perf_counter()}
        self.polls: list[float] = []
        self.streams: list[float] = []

    def make(self) -> int:
        """Commit one more event and return its number; its time is that before the commit."""
        with self._sessions.begin() as session:
            Ledger(session, self._job_id).note("run.progress")
            self.committed[len(self.committed) + 1] = perf_counter()
        return len(self.committed)

    def heard(self, changes: int) -> bool:
        """Tell whether every client has heard of so many changes."""
        return len(self.polls) >= changes * POLLS and len(self.streams) >= changes * STREAMS

    def polled(self, version: int, at: float) -> None:
        """Note that a long poll was answered with a version."""
        self.polls.append(at - self.committed[version])

    def streamed(self, seq: int, at: float) -> None:
        """Note that an event has come through a stream."""
        self.streams.append(at - self.committed[seq])


def main() -> None:
    """Print how long after a commit clients heard of it, and what waiting costs the API."""
    raise_file_limit()
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="lehr-bench-") as home,
        servers(Path(home)) as (database_url, redis_url),
        serving(Path(home), database_url, redis_url, port) as api,
        Busy(database_url) as busy,
    ):
        changes = Changes(database_url, redis_url)
        process = psutil.Process(api.pid)
        spent = process.cpu_times().user
        uvloop.run(watched(changes, port))
        spent = process.cpu_times().user - spent
        memory = process.memory_info().rss
    show(f"{POLLS} long polls", changes.polls)
    show(f"{STREAMS} streams", changes.streams)
    answers = len(changes.polls) + len(changes.streams)
    print(f"{'CPU time of the API process':28} {1e6 * spent / answers:7.0f} us an answer")
    print(f"{'memory of the API process':28} {memory / 1e6:7.0f} MB")
    print(f"{'database connections busy':28} {busy.most:7d} at most")


async def watched(changes: Changes, port: int) -> None:
    """Let everybody wait, change the job again and again, and look that all have heard it."""
    clients = [poll(port, changes.path, 1, changes.polled) for _ in range(POLLS)]
    clients += [stream(port, changes.path, changes.streamed) for _ in range(STREAMS)]
    tasks = [asyncio.create_task(client) for client in clients]
    await asyncio.to_thread(wait_until, lambda: len(changes.streams) >= STREAMS, PATIENCE_SECONDS)
    changes.streams.clear()  # of the first event, which was there before
    for change in range(1, ROUNDS + 1):
        await asyncio.sleep(PAUSE_SECONDS)
        await asyncio.to_thread(changes.make)
        await asyncio.to_thread(wait_until, partial(changes.heard, change), PATIENCE_SECONDS)
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()


@contextmanager
def servers(home: Path) -> Iterator[tuple[str, str]]:
    """Run a database, as durable as one that serves, and a broker."""
    with embedded_postgres(home) as database_url, embedded_valkey(home) as redis_url:
        upgrade(database_url)
        yield database_url, redis_url


@contextmanager
def serving(home: Path, database_url: str, redis_url: str, port: int) -> Iterator[Child]:
    """Run one API process, which tells the database its name."""
    log = home / "api.log"
    program = Program(
        name="api",
        command=(sys.executable, "-m", "api"),
        environment={
            **os.environ,
            "PGAPPNAME": "api",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "LEHR_PORT": str(port),
        },
        log=log,
        is_ready=lambda _: "Uvicorn running" in log.read_text(),
    )
    with running(program) as child:
        yield child


def show(who: str, seconds: list[float]) -> None:
    """Print one line, of clients times rounds."""
    percentiles = quantiles(seconds, n=100)
    median, late = (1000 * percentiles[at] for at in (49, 98))
    told = f"{len(seconds)} answers"
    print(f"{who:28} {median:7.0f} ms median {late:7.0f} ms at the 99th percentile of {told}")


if __name__ == "__main__":
    main()
