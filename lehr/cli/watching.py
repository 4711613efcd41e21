"""A job followed to its end: a bar in a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import Any, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lehr.client import Job

from .jobs import complaints, told
from .sentences import Ending, Failure
from .terminal import printable, terminal

State = Mapping[str, Any]
ENDINGS: Final = {"failed": Ending.FAILED, "cancelled": Ending.CANCELLED}
PARTS: Final = 10
"""So many lines tell of a job where there is no terminal, besides those of its status."""


def watch(job: Job, *, as_json: bool = False) -> None:
    """Wait for a job's end, telling of it, and write what it has come to: the command ends so too.

    With `as_json` only the end is written.
    """
    with detaching(job):
        if as_json:
            job.wait()
        elif terminal().is_terminal:
            typer.echo(f"Job {job.id}")
            _draw(job)
        else:
            _tell(job)
    told(job, as_json=as_json)
    if job.status in ENDINGS:
        raise Failure(*map(printable, complaints(job)), ending=ENDINGS[job.status])


@contextmanager
def detaching(job: Job) -> Iterator[None]:
    """Let Ctrl-C end the command and leave the job alone, and say how to come back."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"\nJob {job.id} goes on. Come back: lehr watch {job.id}", err=True)
        raise typer.Exit(Ending.DETACHED) from None


def _draw(job: Job) -> None:
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[metrics]}"), console=terminal()) as progress:
        total = job.state["progress"]["epochs_total"]
        bar = progress.add_task(job.status, total=total, metrics="")

        def show(state: State) -> None:
            done = state["progress"]["epochs_done"]
            told = measured(state)
            progress.update(bar, description=state["status"], completed=done, metrics=told)

        show(job.state)
        job.wait(on_progress=show)


def _tell(job: Job) -> None:
    """Write a line when the job has another status, or has come a tenth farther."""
    known = None

    def tell(state: State) -> None:
        nonlocal known
        done, total = (state["progress"][f"epochs_{name}"] for name in ("done", "total"))
        if known != (reached := (state["status"], PARTS * done // total)):
            known = reached
            told = (job.id, state["status"], f"{done}/{total} epochs", measured(state))
            typer.echo("\t".join(filter(None, told)))
            sys.stdout.flush()

    tell(job.state)
    job.wait(on_progress=tell)


def measured(state: State) -> str:
    """Say what the runs of a job measured last, where it was least and where most."""
    rows = [run["final"] for run in state["runs"] if run["final"]]
    if not rows:
        return ""
    names = [name for name in rows[0] if name.startswith("val_")] or [*rows[0]][1:]
    return ", ".join(f"{name} {_span([row[name] for row in rows])}" for name in names)


def _span(values: Sequence[float]) -> str:
    """Return the lowest and the highest value, and how many have no place between them."""
    finite = [value for value in values if isfinite(value)]
    if not finite:
        return "diverged"
    low, high = f"{min(finite):.4g}", f"{max(finite):.4g}"
    diverged = len(values) - len(finite)
    told = low if low == high else f"{low} to {high}"
    return f"{told} ({diverged} diverged)" if diverged else told
