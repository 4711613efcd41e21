"""The HTTP server: open to as many connections as the system allows, and closed in good order."""

import gc
import resource
import socket
import sys
from contextlib import suppress
from typing import Final

import uvicorn
from fastapi import FastAPI
from typing_extensions import override

GRACE_SECONDS: Final = 2
BACKLOG: Final = 4096
"""Connections that may wait to be accepted: thousands come back at once after a restart."""
MOST_FILES: Final = 65_536
"""Every connection is an open file."""
COLLECTED_AT: Final = 50_000
"""New objects; thousands of requests that wait are looked through at every collection."""
STARTUP_FAILURE: Final = 3
"""The exit status with which uvicorn says that an application did not start."""


class Server(uvicorn.Server):
    """Dismisses those who wait for something before it waits for all requests to end."""

    def __init__(self, app: FastAPI, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._app = app

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every connection, then the application."""
        self._app.state.lehr.following.dismiss()
        await super().shutdown(sockets)


def serve(app: FastAPI, *, host: str, port: int) -> None:
    """Serve an application of `create_app` until the process is told to stop."""
    raise_file_limit()
    # What is loaded by now stays as long as the process: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AT)
    server = Server(app, _config(app, host, port))
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def raise_file_limit() -> None:
    """Let this process open as many files as the system lets it ask for, up to `MOST_FILES`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def _config(app: FastAPI, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        backlog=BACKLOG,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nothing here asks who a client is
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
