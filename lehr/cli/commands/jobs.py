"""`lehr jobs`, `show`, `history` and `events`: what there is, and what has happened."""

from itertools import islice
from typing import Annotated

import typer

from lehr.cli.options import AsCsv, AsJson, JobId


def jobs(
    *,
    status: Annotated[str | None, typer.Option(help="Only those of this status.")] = None,
    label: Annotated[
        str | None, typer.Option(metavar="NAME=VALUE", help="Only those with this label.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List jobs, newest first."""
    from lehr.cli.jobs import listed
    from lehr.cli.pairs import pair
    from lehr.cli.service import service
    from lehr.cli.terminal import document

    named = label and ":".join(pair(label, "--label"))
    with service() as client:
        found = [*islice(client.jobs(status, named), limit)]
    if as_json:
        document({"jobs": [job.state for job in found]})
    else:
        listed(found)


def show(job_id: JobId, *, as_json: AsJson = False) -> None:
    """Show a job and its runs."""
    from lehr.cli.jobs import shown
    from lehr.cli.service import service
    from lehr.cli.terminal import document

    with service() as client:
        job = client.job(job_id)
        if as_json:
            document(job.state)
        else:
            shown(job)


def history(
    job_id: JobId,
    *,
    run: Annotated[str | None, typer.Option(help="One run's alone.")] = None,
    points: Annotated[int | None, typer.Option(help="Thinned to about so many rows a run.")] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show what happened, epoch by epoch."""
    from lehr.cli import histories
    from lehr.cli.service import service

    with service() as client:
        columns = histories.columns(client.job(job_id).history(run, points))
    histories.written(columns, as_csv=as_csv, as_json=as_json)


def events(
    job_id: JobId,
    *,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Until the job's end.")] = False,
    after: Annotated[int, typer.Option(min=0, help="Only those beyond this number.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Show a job's events in their order; with --json one document a line."""
    from lehr.cli.events import told
    from lehr.cli.service import service

    with service() as client:
        told(client.job(job_id), after=after, follow=follow, as_json=as_json)
