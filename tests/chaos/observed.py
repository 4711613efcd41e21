"""What a client was told and what the database holds, as plain values for the checker."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

LABEL = "chaos"
"""The label that tells which of the client's requests a job came from."""

JOBS = "SELECT id, labels->>%s, status, version FROM jobs"
RUNS = """
    SELECT job_id, runs.id, status, parameters, seed, weights_sha256,
           count(epoch), count(DISTINCT epoch), coalesce(max(epoch), 0),
           md5(string_agg(concat_ws(' ', epoch, learning_rate, loss, val_loss, metrics::text,
                                    val_metrics::text), ';' ORDER BY epoch))
    FROM runs LEFT JOIN epochs ON run_key = key GROUP BY key ORDER BY key
"""
EVENTS = """
    SELECT job_id, seq, extract(epoch FROM at)::float, type, run_id,
           (data->>'epochs_done')::int
    FROM events ORDER BY job_id, seq
"""


@dataclass(frozen=True)
class Request:
    """A job that the client has asked for, and the state that it must end in."""

    body: dict[str, Any]
    expects: str = "succeeded"

    @property
    def experiment(self) -> str:
        """What is trained, whatever the seed: equal texts must give equal weights."""
        varied = {"seed", "seeds", "sweep", "labels", "priority"}
        return json.dumps({k: v for k, v in self.body.items() if k not in varied}, sort_keys=True)

    @property
    def runs(self) -> int:
        """How many runs the client has asked for."""
        count = len(self.body.get("seeds", [None]))
        for values in self.body.get("sweep", {}).values():
            count *= len(values)
        return count


@dataclass
class Told:
    """The client's own log: what it has asked for, and how it was answered."""

    requests: dict[str, Request] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    """The request of each job that was accepted, by the job's id."""
    refused: list[tuple[str, int]] = field(default_factory=list)
    """Request and status of each answer that was no acceptance."""


@dataclass(frozen=True)
class Event:
    """One row of a job's log."""

    seq: int
    at: float
    """Seconds since 1970."""
    type: str
    run: str | None = None
    epochs_done: int | None = None


@dataclass(frozen=True)
class Run:
    """One training as the database shows it."""

    id: str
    status: str
    parameters: str
    seed: int
    weights: str | None
    rows: int
    """Rows of the history."""
    epochs: int
    """Different epochs among them."""
    last: int
    history: str | None
    """A digest of all rows."""


@dataclass
class Job:
    """One job as the database shows it."""

    id: str
    request: str | None
    status: str
    version: int
    runs: list[Run] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def told(log: Path) -> Told:
    """Read the client's log."""
    told = Told()
    for line in lines(log):
        match line:
            case {"asks": number, "body": body, "expects": expects}:
                told.requests[number] = Request(body, expects)
            case {"accepted": number, "id": job_id}:
                told.accepted[job_id] = number
            case {"refused": number, "status": status}:
                told.refused.append((number, status))
            case _:
                pass  # an answer that never came tells nothing
    return told


def lines(log: Path) -> Iterable[dict[str, Any]]:
    """Yield the entries of a log."""
    return map(json.loads, log.read_text(encoding="utf-8").splitlines())


def seen(database_url: str) -> Sequence[Job]:
    """Read all jobs, as they are at one moment."""
    with psycopg.connect(database_url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        jobs = {row[0]: Job(str(row[0]), *row[1:]) for row in connection.execute(JOBS, [LABEL])}
        for job_id, run_id, status, parameters, *rest in connection.execute(RUNS):
            canonical = json.dumps(parameters, sort_keys=True)
            jobs[job_id].runs.append(Run(str(run_id), status, canonical, *rest))
        for job_id, seq, at, kind, run_id, epochs_done in connection.execute(EVENTS):
            run = None if run_id is None else str(run_id)
            jobs[job_id].events.append(Event(seq, at, kind, run, epochs_done))
    return list(jobs.values())
