"""A translation as `lehr translate` writes it: the code alone, and beside it what to know of it."""

from dataclasses import asdict

import orjson
import typer
from pydantic import TypeAdapter, ValidationError

from lehr.errors import InvalidRequest
from lehr.schedules import Schedule
from lehr.translation import translate
from lehr.translation.target import Target
from lehr.violations import below, violations

from .terminal import write

_TARGET: TypeAdapter[Target] = TypeAdapter(Target)


def written(schedule: Schedule, to: str, *, as_json: bool) -> None:
    """Write the code to standard output, notes to standard error."""
    translation = translate(schedule, _target(to))
    if as_json:
        write(orjson.dumps(asdict(translation)))
        return
    write(translation.code.encode())
    if not translation.exact:
        typer.echo("lehr: its rates are not the preview's to the last bit", err=True)
    for note in translation.notes:
        typer.echo(f"lehr: {note}", err=True)


def _target(name: str) -> Target:
    try:
        return _TARGET.validate_python(name)
    except ValidationError as error:
        with below("--to"):
            raise InvalidRequest(violations(error, name, Target)) from error
