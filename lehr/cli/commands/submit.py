"""`lehr submit`, `studies` and `watch`: experiments handed in and seen through."""

from typing import Annotated

import typer

from lehr.cli.options import AsJson, JobId, Watch
from lehr.cli.sentences import Failure


def submit(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|STUDY",
            show_default=False,
            help="An experiment in YAML or JSON, - for standard input, or a study's name.",
        ),
    ],
    *,
    label: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Find the job by this.")
    ] = None,
    seeds: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="Train every configuration by each: 1,2,3 or 1-10."),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value at a dotted path: epochs=20."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what the job would do, and do nothing.")
    ] = False,
    detach: Annotated[bool, typer.Option("--detach", help="Write the job's id alone.")] = False,
    watch: Watch = False,
    as_json: AsJson = False,
) -> None:
    """Hand in an experiment."""
    from lehr.cli import watching
    from lehr.cli.experiment import experiment, with_changes
    from lehr.cli.jobs import told
    from lehr.cli.planning import planned
    from lehr.cli.service import service

    if watch and detach:
        raise Failure("--watch follows the job and --detach leaves it: one of them at most")
    with service() as client:
        spec = with_changes(
            experiment(client, source), values=changes or (), labels=label or (), seeds=seeds
        )
        if dry_run:
            planned(client, spec, as_json=as_json)
            return
        job = client.submit(spec)
        if detach:
            typer.echo(job.id)
        elif watch:
            watching.watch(job, as_json=as_json)
        else:
            told(job, as_json=as_json)


def studies(*, as_json: AsJson = False) -> None:
    """List the experiments whose outcome is known."""
    from lehr.cli.service import service
    from lehr.cli.tables import table
    from lehr.cli.terminal import document

    with service() as client:
        found = client.studies()
    if as_json:
        document({"studies": found})
    else:
        table(("name", "title"), ((study["name"], study["title"]) for study in found))


def watch(job_id: JobId, *, as_json: AsJson = False) -> None:
    """Follow a job to its end, and end as it does; with --json write it as it is then."""
    from lehr.cli import watching
    from lehr.cli.service import service

    with service() as client:
        watching.watch(client.job(job_id), as_json=as_json)
