"""A job as runs of MLflow: one for the job, and below it one for each of its own."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import typer

from lehr.client import Job

from .histories import Columns, columns
from .jobs import counted
from .sentences import Ending, Failure

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Metric

EXPERIMENT: Final = "lehr"
JOB_TAG: Final = "lehr.job"
RUN_TAG: Final = "lehr.run"
PARENT_TAG: Final = "mlflow.parentRunId"
STATUSES: Final = {"succeeded": "FINISHED", "failed": "FAILED", "cancelled": "KILLED"}
OF_RUN: Final = ("run", "seed", "epoch")
PARAMETERS: Final = "parameters."
MOST_METRICS: Final = 1000
"""MLflow takes so many values at once, and so many characters of a parameter."""
LONGEST: Final = 6000


def logged(job: Job, uri: str) -> None:
    """Log a finished job at a tracking server, once."""
    if not job.is_finished:
        raise Failure(f"a job must be finished to go to MLflow; {job.id} is {job.status}")
    with _told(uri):
        client = _client(uri)
        parent = _parent(client, job)
        for run in job.runs():
            _log_run(client, run, columns(job.history(run["id"])), parent)
        client.set_tag(parent, JOB_TAG, job.id)  # last: what broke off may be repeated
        client.set_terminated(parent, STATUSES[job.status], _milliseconds(job.state, "finished_at"))
    runs = counted(job.state["runs_total"], "run")
    typer.echo(f"Logged {runs} below run {parent} of the experiment `{EXPERIMENT}`.", err=True)


def _client(uri: str) -> "MlflowClient":
    from mlflow import MlflowClient

    return MlflowClient(tracking_uri=uri)


@contextmanager
def _told(uri: str) -> Iterator[None]:
    """Have what MLflow refuses end the command in a sentence."""
    # Else a server that is away is asked for minutes.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")
    from mlflow.exceptions import MlflowException

    try:
        yield
    except MlflowException as error:
        [sentence, *_] = str(error).strip().splitlines()
        raise Failure(f"MLflow at {uri}: {sentence}", ending=Ending.UNANSWERED) from error


def _parent(client: "MlflowClient", job: Job) -> str:
    """Make the run that stands for a job; refuse where there is one."""
    experiment = _experiment(client)
    if known := client.search_runs([experiment], f"tags.`{JOB_TAG}` = '{job.id}'"):
        raise Failure(f"job {job.id} is there already: run {known[0].info.run_id}")
    start = _milliseconds(job.state, "created_at")
    labels = dict(job.state["labels"])
    run: str = client.create_run(experiment, start, labels, f"job {job.id}").info.run_id
    _log_parameters(client, run, job.state["experiment"])
    return run


def _experiment(client: "MlflowClient") -> str:
    known = client.get_experiment_by_name(EXPERIMENT)
    found: str = known.experiment_id if known else client.create_experiment(EXPERIMENT)
    return found


def _log_run(client: "MlflowClient", run: Mapping[str, Any], history: Columns, parent: str) -> None:
    experiment = client.get_run(parent).info.experiment_id
    start, end = (_milliseconds(run, name) for name in ("started_at", "finished_at"))
    tags = {PARENT_TAG: parent, RUN_TAG: run["id"]}
    child = client.create_run(experiment, start, tags, f"run {run['position']}").info.run_id
    _log_parameters(client, child, {**run["parameters"], "seed": run["seed"]})
    metrics = [*_metrics(history, end or 0)]
    for first in range(0, len(metrics), MOST_METRICS):
        client.log_batch(child, metrics[first : first + MOST_METRICS])
    client.set_terminated(child, STATUSES[run["status"]], end)


def _log_parameters(client: "MlflowClient", run: str, parameters: Mapping[str, Any]) -> None:
    from mlflow.entities import Param

    texts = {name: _written(value) for name, value in parameters.items() if value is not None}
    client.log_batch(run, params=[Param(name, text) for name, text in texts.items()])


def _metrics(history: Columns, time: int) -> "Iterator[Metric]":
    from mlflow.entities import Metric

    for name, values in history.items():
        if name not in OF_RUN and not name.startswith(PARAMETERS):
            epochs: Sequence[int] = history["epoch"]
            for epoch, value in zip(epochs, values, strict=True):
                yield Metric(name, value, time, epoch)


def _written(value: object) -> str:
    return (value if isinstance(value, str) else json.dumps(value))[:LONGEST]


def _milliseconds(document: Mapping[str, Any], name: str) -> int | None:
    time = document[name]
    return None if time is None else round(datetime.fromisoformat(time).timestamp() * 1000)
