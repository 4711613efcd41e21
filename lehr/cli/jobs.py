"""Jobs in words and in tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import typer

from lehr.client import Job

from .tables import table
from .terminal import document, write_lines

Document = Mapping[str, Any]


def told_in_short(job: Job) -> str:
    """Say what a job is and how far it has come."""
    progress = job.state["progress"]
    epochs = f"{progress['epochs_done']} of {progress['epochs_total']} epochs"
    return f"Job {job.id}: {job.status}, {_runs(job.state)}, {epochs}"


def told(job: Job, *, as_json: bool = False) -> None:
    """Write how a job is now."""
    if as_json:
        document(job.state)
    else:
        typer.echo(told_in_short(job))


def listed(jobs: Iterable[Job]) -> None:
    """Write a row a job."""
    headings = ("id", "status", "created", "runs", "epochs", "labels")
    table(headings, map(_row, (job.state for job in jobs)))


def shown(job: Job) -> None:
    """Write all that there is to a job: what it trains, how far it has come, and its runs."""
    write_lines(_words(job))
    runs = [*job.runs()]
    names = list(dict.fromkeys(name for run in runs for name in run["parameters"]))
    metrics = list(dict.fromkeys(name for run in runs for name in run["final"] or ()))[1:]
    headings = ["run", "status", *names, "seed", "epochs", *metrics, "best epoch"]
    table(headings, (_run(run, names, metrics) for run in runs))


def counted(number: int, noun: str) -> str:
    """Return so many of something."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def complaints(job: Job) -> Iterator[str]:
    """Say why a job has failed, each reason once."""
    reasons = [one["error"] for one in (job.state, *job.state["runs"]) if one["error"]]
    yield from dict.fromkeys(f"{reason['title']}: {reason['detail']}" for reason in reasons)


def moment(time: str | None) -> str:
    """Return a time of the service's as this machine's clock shows it."""
    if time is None:
        return ""
    return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M:%S}"


def parameters(chosen: Document) -> str:
    """Return the parameters that make a configuration."""
    return ", ".join(f"{name}={_value(value)}" for name, value in chosen.items())


def _words(job: Job) -> Iterator[str]:
    state, experiment = job.state, job.state["experiment"]
    yield told_in_short(job)
    yield f"created {moment(state['created_at'])}, finished {moment(state['finished_at']) or '-'}"
    yield f"data set {experiment['dataset']['name']}, optimizer {experiment['optimizer']['name']}"
    if schedule := experiment.get("schedule"):
        yield f"schedule {_value(schedule)}"
    if labels := state["labels"]:
        yield f"labels {parameters(labels)}"
    if state["parent"]:
        yield f"goes on from job {state['parent']}"
    yield from (f"warning: {one['detail']}" for one in state["warnings"])
    yield from complaints(job)


def _runs(state: Document) -> str:
    counts = [f"{count} {status}" for status, count in state["runs_by_status"].items() if count]
    return f"{counted(state['runs_total'], 'run')} ({', '.join(counts)})"


def _row(state: Document) -> Sequence[object]:
    progress = state["progress"]
    done = f"{progress['epochs_done']}/{progress['epochs_total']}"
    created = moment(state["created_at"])
    runs, labels = state["runs_total"], parameters(state["labels"])
    return state["id"], state["status"], created, runs, done, labels


def _run(run: Document, names: Sequence[str], metrics: Sequence[str]) -> Sequence[object]:
    own = [_value(run["parameters"].get(name, "")) for name in names]
    final, best = run["final"] or {}, run["best"] or {}
    measured = [_value(final.get(name, "")) for name in metrics]
    epochs = f"{run['epochs_done']}/{run['epochs']}"
    return (
        run["id"],
        run["status"],
        *own,
        run["seed"],
        epochs,
        *measured,
        _value(best.get("epoch", "")),
    )


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        kind = value.get("kind", value.get("name", ""))
        rest = ", ".join(f"{k}={_value(v)}" for k, v in value.items() if k not in {"kind", "name"})
        return f"{kind}({rest})"
    return f"{value:.5g}" if isinstance(value, float) else str(value)
