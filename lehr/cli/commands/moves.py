"""`lehr cancel`, `pause`, `resume` and `extend`: what can be done to a job."""

from typing import Annotated

import typer

from lehr.cli.options import AsJson, JobId, Watch


def cancel(job_id: JobId, *, as_json: AsJson = False) -> None:
    """End a job; what it has trained stays."""
    from lehr.cli.jobs import told
    from lehr.cli.service import service

    with service() as client:
        told(client.job(job_id).cancel(), as_json=as_json)


def pause(job_id: JobId, *, as_json: AsJson = False) -> None:
    """Set a job aside."""
    from lehr.cli.jobs import told
    from lehr.cli.service import service

    with service() as client:
        told(client.job(job_id).pause(), as_json=as_json)


def resume(job_id: JobId, *, as_json: AsJson = False) -> None:
    """Go on with a job that was set aside."""
    from lehr.cli.jobs import told
    from lehr.cli.service import service

    with service() as client:
        told(client.job(job_id).resume(), as_json=as_json)


def extend(
    job_id: JobId,
    epochs: Annotated[int, typer.Argument(help="How many the job is to have in all.")],
    *,
    watch: Watch = False,
    as_json: AsJson = False,
) -> None:
    """Train a finished job for more epochs, as a new job."""
    from lehr.cli import watching
    from lehr.cli.jobs import told
    from lehr.cli.service import service

    with service() as client:
        job = client.job(job_id).extend(epochs)
        if watch:
            watching.watch(job, as_json=as_json)
        else:
            told(job, as_json=as_json)
