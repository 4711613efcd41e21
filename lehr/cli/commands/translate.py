"""`lehr translate`: a schedule as code of a library."""

from typing import Annotated

import typer

from lehr.cli.options import AsJson, Parameters, Schedule


def _targets() -> list[str]:
    from typing import get_args

    from lehr.translation.target import Target

    return list(get_args(Target))


def translate(
    schedule: Schedule,
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="LIBRARY",
            help="keras, torch, optax, transformers or python.",
            autocompletion=_targets,
            show_default=False,
        ),
    ],
    param: Parameters = None,
    as_json: AsJson = False,
) -> None:
    """Write a schedule as code that runs as it stands in a library."""
    from lehr.cli.given import schedules
    from lehr.cli.translating import written

    [asked] = schedules([schedule], param or ())
    written(asked, to, as_json=as_json)
