"""One task a job: it trains all runs of its job, one after the other."""

import os
from hashlib import sha256
from socket import gethostname
from time import sleep

import psycopg
from psycopg.types.json import Json

from .application import application, database

app = application()

CHUNK = 500
"""Epochs that are committed together."""
EPOCH_SECONDS = 0.0005
"""About what an epoch of the clients' experiments takes."""

RUNS = "SELECT key, epochs, seed FROM runs WHERE job_id = %s ORDER BY key"
BEGIN = "UPDATE runs SET status = 'running', owner = %s, attempts = attempts + 1 WHERE key = %s"
WRITE = """
    INSERT INTO epochs (run_key, epoch, learning_rate, loss, metrics)
    SELECT %s, epoch, 0, 0, '{}' FROM generate_series(%s::int, %s::int) AS epoch
"""
UNWANTED = "SELECT cancel_requested FROM runs WHERE key = %s"
END = "UPDATE runs SET status = %s, weights_sha256 = %s, finished_at = now() WHERE key = %s"
NOTE = """
    INSERT INTO events (job_id, seq, type, run_id, data)
    SELECT job_id, (SELECT count(*) + 1 FROM events WHERE events.job_id = runs.job_id), %s, id, %s
    FROM runs WHERE key = %s
"""
END_JOB = "UPDATE jobs SET status = %s, finished_at = now() WHERE id = %s"


@app.task(name="train")
def train(job_id: str) -> None:
    """Train a job."""
    with database() as connection:
        ends = [_trained(connection, *row) for row in connection.execute(RUNS, [job_id]).fetchall()]
        connection.execute(END_JOB, [ends[-1], job_id])


def _trained(connection: psycopg.Connection, key: int, epochs: int, seed: int) -> str:
    connection.execute(BEGIN, [f"{gethostname()}:{os.getppid()}", key])
    connection.execute(NOTE, ["run.started", Json({}), key])
    for first in range(1, epochs + 1, CHUNK):
        last = min(first + CHUNK - 1, epochs)
        sleep((last - first + 1) * EPOCH_SECONDS)
        connection.execute(WRITE, [key, first, last])
        connection.execute(NOTE, ["run.progress", Json({"epochs_done": last}), key])
        if connection.execute(UNWANTED, [key]).fetchone() == (True,):
            connection.execute(END, ["cancelled", None, key])
            return "cancelled"
    weights = sha256(f"{epochs} {seed}".encode()).hexdigest()
    connection.execute(END, ["succeeded", weights, key])
    return "succeeded"
