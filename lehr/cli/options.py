"""Arguments and options that several commands take."""

from typing import Annotated, TypeAlias

import typer


def _kinds(incomplete: str) -> list[str]:
    from lehr.dialects import KINDS

    return [kind for kind in KINDS if kind.startswith(incomplete)]


Schedule: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="SCHEDULE",
        show_default=False,
        help="A kind with --param, JSON, a constructor call, or @FILE with one of these.",
        autocompletion=_kinds,
    ),
]
Parameters: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--param", "-p", metavar="NAME=VALUE", help="A parameter of the schedule given by its kind."
    ),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Write JSON.")]
AsCsv: TypeAlias = Annotated[bool, typer.Option("--csv", help="Write comma-separated values.")]
JobId: TypeAlias = Annotated[
    str, typer.Argument(metavar="JOB", show_default=False, help="The job's id.")
]
Watch: TypeAlias = Annotated[
    bool, typer.Option("--watch", help="Follow the job to its end, and end as it does.")
]
