"""Every command, and under which heading the help lists it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

import typer

from lehr import __version__

from .commands.jobs import events, history, jobs, show
from .commands.kinds import kinds
from .commands.machine import key, migrate, serve
from .commands.moves import cancel, extend, pause, resume
from .commands.preview import preview
from .commands.results import compare, export
from .commands.submit import studies, submit, watch
from .commands.translate import translate
from .sentences import in_sentences

PANELS: Final[Mapping[str, Sequence[Callable[..., None]]]] = {
    "Schedules, computed on the spot": (preview, translate, kinds),
    "Experiments, trained by the service at LEHR_URL": (submit, studies, watch),
    "What there is": (jobs, show, history, events),
    "What can be done to a job": (cancel, pause, resume, extend),
    "What a job has found": (compare, export),
    "This machine": (serve, migrate, key),
}

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


def _tell_version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"lehr {__version__}")
        raise typer.Exit


@app.callback()
def _lehr(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_tell_version, help="Tell the version."),
    ] = False,
) -> None:
    """Learning-rate schedules: previewed exactly, trained with exactly that curve."""


for panel, commands in PANELS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(in_sentences()(command))
