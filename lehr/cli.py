"""The command `lehr`; what a command needs is loaded when it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from secrets import token_urlsafe
from signal import Signals
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .errors import LehrError
from .local.errors import CannotServeError

if TYPE_CHECKING:
    from .settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Learning-rate schedules over HTTP.",
)


@app.command()
def serve(
    *,
    die_with_parent: Annotated[
        bool, typer.Option("--die-with-parent", help="Stop when the parent process dies.")
    ] = False,
) -> None:
    """Run PostgreSQL, Valkey, the API and workers on this machine."""
    if die_with_parent:
        import_module("lehr.local.children").die_with_parent(Signals.SIGTERM)
    settings = _settings()
    with _plain_errors():
        import_module("lehr.local.serve").serve(settings)


@app.command()
def migrate() -> None:
    """Bring the schema of DATABASE_URL up to date."""
    settings = _settings()
    if not settings.database_url:
        _fail("DATABASE_URL must name the database to migrate; received none", status=2)
    with _plain_errors():
        import_module("lehr.store.migrating").upgrade(settings.database_url)
    typer.echo("The schema is up to date.")


@app.command()
def key() -> None:
    """Make an API key: print it, then the line that admits it."""
    secret = f"lehr_{token_urlsafe(32)}"
    typer.echo(secret)
    typer.echo(f"{sha256(secret.encode()).hexdigest()}  made {datetime.now(UTC):%Y-%m-%d}")
    typer.echo("Give the first line to a client; add the second to LEHR_API_KEYS_FILE.", err=True)


def _settings() -> "Settings":
    module = import_module("lehr.settings")
    try:
        settings: Settings = module.Settings()
    except module.ValidationError as error:
        _fail(*module.complaints(error), status=2)
    return settings


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except (CannotServeError, LehrError) as error:
        _fail(str(error), status=1)


def _fail(*sentences: str, status: int) -> NoReturn:
    for sentence in sentences:
        typer.echo(f"lehr: {sentence}", err=True)
    raise typer.Exit(status)


if __name__ == "__main__":
    app()
