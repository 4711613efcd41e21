"""A Celery worker that tells the harness that it is there: `python -m tests.chaos.alone.worker`."""

import os
from socket import gethostname
from threading import Thread
from time import sleep

import psycopg

from .application import database
from .tasks import app

ARRIVE = """
    INSERT INTO workers (name, host, pid, stopping) VALUES (%s, %s, %s, false)
    ON CONFLICT (name) DO UPDATE SET seen_at = now()
"""
OPTIONS = ["--without-gossip", "--without-mingle", "--loglevel=WARNING", "--pool=prefork"]
BEAT_SECONDS = 0.5


def beat() -> None:
    """Say twice a second that the worker is alive; nothing but the harness reads it."""
    host, pid = gethostname(), os.getpid()
    while True:
        try:
            with database() as connection:
                connection.execute(ARRIVE, [f"{host}:{pid}", host, pid])
        except psycopg.OperationalError:
            pass
        sleep(BEAT_SECONDS)


if __name__ == "__main__":
    Thread(target=beat, daemon=True).start()
    app.start(["--quiet", "worker", *OPTIONS])
