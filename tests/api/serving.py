"""The API under test: a real server on a free port, in a thread or in a process of its own."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp

from lehr.local.children import Program
from lehr.settings import Settings
from lehr.store.engine import Sessions
from lehr.testing import running, wait_until
from lehr.testing.service import free_port

SELDOM = 600
"""Seconds between sweeps and between deliveries: tests that look at what waits want none."""
UNLIMITED = httpx.Limits()
"""Of connections: httpx's pool can close one that it has just given to another thread as idle."""


def settings_on(sessions: Sessions, redis_url: str) -> Settings:
    """Return the settings of a service on a test's database."""
    database_url = sessions.engine.url.render_as_string(hide_password=False)
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        sweep_seconds=SELDOM,
        outbox_seconds=SELDOM,
    )


@contextmanager
def serving(app: ASGIApp, **options: Any) -> Iterator[httpx.Client]:
    """Serve an application and give a client of it; options are the client's."""
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        wait_until(lambda: server.started)
        host, port = server.servers[0].sockets[0].getsockname()
        with httpx.Client(
            base_url=f"http://{host}:{port}", timeout=30, limits=UNLIMITED, **options
        ) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


@dataclass(frozen=True)
class Process:
    """`python -m api` on its own."""

    pid: int
    client: httpx.Client
    log: Path

    def lines(self, message: str = "request") -> list[dict[str, Any]]:
        """Return what the process has logged under this message."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line for line in lines if line["message"] == message]


@contextmanager
def started(log: Path, settings: Settings, **environment: str) -> Iterator[Process]:
    """Run `python -m api` with the settings' database and broker and the environment's rest."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    program = Program(
        name="api",
        command=(sys.executable, "-m", "api"),
        environment={
            **os.environ,
            **environment,
            "DATABASE_URL": settings.required_database_url,
            "REDIS_URL": settings.required_redis_url,
            "LEHR_PORT": str(port),
        },
        log=log,
        is_ready=lambda _: "Uvicorn running" in log.read_text(),
    )
    with (
        running(program) as child,
        httpx.Client(base_url=url, timeout=30, limits=UNLIMITED) as client,
    ):
        yield Process(child.pid, client, log)
