from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from lehr.cli import app

Lehr = Callable[..., Result]


@pytest.fixture
def lehr() -> Lehr:
    """The command, run in this process: its standard input, output, error and exit code."""
    runner = CliRunner()

    def run(*arguments: str, given: str | None = None, **environment: str) -> Result:
        return runner.invoke(app, arguments, input=given, env=environment, prog_name="lehr")

    return run
