"""`lehr serve`, `migrate` and `key`: Lehr on this machine."""

from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from signal import Signals
from typing import TYPE_CHECKING, Annotated

import typer

from lehr.cli.sentences import Failure

if TYPE_CHECKING:
    from lehr.settings import Settings


def serve(
    *,
    die_with_parent: Annotated[
        bool, typer.Option("--die-with-parent", help="Stop when the parent process dies.")
    ] = False,
) -> None:
    """Run PostgreSQL, Valkey, the API and workers on this machine."""
    if die_with_parent:
        from lehr.local import children

        children.die_with_parent(Signals.SIGTERM)
    settings = _settings()
    from lehr.local.serve import serve as run

    run(settings)


def migrate() -> None:
    """Bring the schema of DATABASE_URL up to date."""
    settings = _settings()
    if not settings.database_url:
        raise Failure("DATABASE_URL must name the database to migrate; received none")
    from lehr.store.migrating import upgrade

    upgrade(settings.database_url)
    typer.echo("The schema is up to date.")


def key() -> None:
    """Make an API key: print it, then the line that admits it."""
    secret = f"lehr_{token_urlsafe(32)}"
    typer.echo(secret)
    typer.echo(f"{sha256(secret.encode()).hexdigest()}  made {datetime.now(UTC):%Y-%m-%d}")
    typer.echo("Give the first line to a client; add the second to LEHR_API_KEYS_FILE.", err=True)


def _settings() -> "Settings":
    from pydantic import ValidationError

    from lehr.settings import Settings, complaints

    try:
        return Settings()
    except ValidationError as error:
        raise Failure(*complaints(error)) from error
