"""Files that commands write."""

from pathlib import Path

import typer

from .sentences import Ending, Failure


def save(path: Path, data: bytes) -> None:
    """Write a file whole, and say so on standard error."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}", ending=Ending.REFUSED) from error
    typer.echo(f"Wrote {path} ({len(data):,} bytes).", err=True)
