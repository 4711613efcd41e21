"""Failures as sentences on standard error, and what the exit codes say."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from io import TextIOWrapper
from typing import Final, NoReturn

import typer

from lehr.errors import InvalidRequest, LehrError, Violation
from lehr.local.errors import CannotServeError

EXTRAS: Final = {"httpx": "client", "matplotlib": "api", "mlflow": "mlflow", "yaml": "client"}
"""Which extra brings a module that not every installation has."""


class Ending(IntEnum):
    """What an exit code says; 0 is that all went well, and that a job has succeeded."""

    FAILED = 1
    """The job has failed, or this machine could not do it."""
    REFUSED = 2
    """What was asked for is wrong: an option, a file, a schedule, a job that is not there."""
    CANCELLED = 3
    """The job was cancelled."""
    UNANSWERED = 4
    """The service cannot be reached, or is in trouble."""
    DETACHED = 130
    """Ctrl-C."""
    UNHEARD = 141
    """Whoever read standard output has closed it."""


class Failure(Exception):
    """What a command cannot do, in sentences, and how the command ends."""

    def __init__(self, *sentences: str, ending: Ending = Ending.REFUSED) -> None:
        super().__init__(*sentences)
        self.sentences = sentences
        self.ending = ending


@contextmanager
def in_sentences() -> Iterator[None]:
    """Have a command end with a sentence and an exit code where it would with a traceback."""
    if sys.stdout is None:
        _end("standard output must not be closed", ending=Ending.UNHEARD)
    _write_whatever_there_is()
    try:
        yield
        sys.stdout.flush()
    except InvalidRequest as error:
        _end(*map(_told, error.violations), ending=Ending.REFUSED)
    except (LehrError, CannotServeError) as error:
        _end(str(error), ending=Ending.FAILED)
    except Failure as failure:
        _end(*failure.sentences, ending=failure.ending)
    except RecursionError:
        _end("what was given is nested too deeply", ending=Ending.REFUSED)
    except ModuleNotFoundError as error:
        _end(_lacking(error), ending=Ending.FAILED)
    except BrokenPipeError:
        _discard_output()
        raise typer.Exit(Ending.UNHEARD) from None
    except OSError as error:
        _discard_output()
        _end(str(error), ending=Ending.FAILED)


def _lacking(error: ModuleNotFoundError) -> str:
    """Say what to install; raise the error where that is no extra's."""
    name = str(error.name).partition(".")[0]
    if name not in EXTRAS:
        raise error
    return f"this needs {name}, which is not installed: pip install 'lehr[{EXTRAS[name]}]'"


def _told(violation: Violation) -> str:
    return f"{violation.pointer}: {violation.detail}" if violation.pointer else violation.detail


def _end(*sentences: str, ending: Ending) -> NoReturn:
    for sentence in sentences:
        typer.echo(f"lehr: {sentence}", err=True)
    raise typer.Exit(ending)


def _write_whatever_there_is() -> None:
    """Let no character stop a command that a terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Keep the interpreter, which flushes when it ends, from failing again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
