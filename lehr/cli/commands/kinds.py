"""`lehr kinds`: what schedules there are."""

from typing import Annotated

import typer

from lehr.cli.options import AsJson


def kinds(
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="Only those whose kind or title has this.")
    ] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """List the kinds of schedules; of a whole name, tell what it takes."""
    from lehr.cli.cataloguing import listed

    listed(text, as_json=as_json)
