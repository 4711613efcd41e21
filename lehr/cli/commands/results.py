"""`lehr compare` and `export`: what a job has found, and where to take it."""

from typing import Annotated, Literal

import typer

from lehr.cli.options import AsJson, JobId


def compare(
    job_id: JobId,
    *,
    metric: Annotated[str | None, typer.Option(help="Any column of the history.")] = None,
    at: Annotated[
        Literal["final", "best"] | None,
        typer.Option(help="final or best: which epoch of each run."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell which configuration of a job is better over its seeds, and how sure that is."""
    from lehr.cli.comparing import compared
    from lehr.cli.service import service
    from lehr.cli.terminal import document

    with service() as client:
        found = client.job(job_id).comparison(metric, at)
    if as_json:
        document(found)
    else:
        compared(found)


def export(
    job_id: JobId,
    *,
    to: Annotated[
        tuple[str, str],
        typer.Option(
            metavar="FORM PLACE",
            show_default=False,
            help="csv, parquet or tensorboard and a file (- for standard output); or mlflow and "
            "the URI of its tracking server.",
        ),
    ],
) -> None:
    """Take every epoch of a job's runs elsewhere."""
    from lehr.cli.exporting import exported
    from lehr.cli.service import service

    form, place = to
    with service() as client:
        exported(client, job_id, form, place)
