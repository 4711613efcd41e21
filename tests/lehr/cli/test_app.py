"""What holds for the whole command line, asked of processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lehr import __version__
from lehr.cli.sentences import Ending
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from tests.lehr.cli.conftest import Lehr

COSINE = ("cosine", "-p", "initial_learning_rate=0.1", "-p", "decay_steps=100")
HEAVY = ("alembic", "celery", "fastapi", "matplotlib", "numpy", "pydantic", "scipy", "sqlalchemy")
LOADED = """
import sys
from contextlib import suppress
from lehr.cli import app
with suppress(SystemExit):
    app(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""

WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None
from lehr.cli import app
app(sys.argv[2:])
"""


@pytest.fixture
def cancelled(jobs: Jobs, job: Job) -> str:
    """The id of a job that was cancelled."""
    return str(jobs.cancel(job.id).id)


def loaded_by(*arguments: str, **environment: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_the_version_is_told(lehr: Lehr) -> None:
    assert lehr("--version").stdout == f"lehr {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by("--help")
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_jobs_are_listed_without_anything_heavy(url: str) -> None:
    loaded = loaded_by("jobs", LEHR_URL=url)
    assert "lehr.client" in loaded
    assert loaded.isdisjoint({*HEAVY, "pandas", "yaml"})


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [
        ("httpx", ("jobs",), "client"),
        ("yaml", ("preview", *COSINE, "--steps", "3"), "client"),
        ("matplotlib", ("preview", *COSINE, "--steps", "3", "--svg", "/dev/null"), "api"),
        ("mlflow", ("export", "JOB", "--to", "mlflow", "file:///nowhere"), "mlflow"),
    ],
)
def test_what_is_not_installed_is_told(
    url: str, cancelled: str, module: str, arguments: tuple[str, ...], extra: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, module, *(a.replace("JOB", cancelled) for a in arguments)],
        env={**os.environ, "LEHR_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    sentence = f"lehr: this needs {module}, which is not installed: pip install 'lehr[{extra}]'\n"
    assert (done.returncode, done.stderr) == (Ending.FAILED, sentence)


@pytest.mark.parametrize(
    ("words", "completed"),
    [("lehr previ", "preview"), ("lehr preview torch.One", "torch.OneCycleLR")],
)
def test_shells_complete_commands_and_kinds(words: str, completed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lehr.cli"],
        env={
            "_LEHR_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [completed]


@pytest.mark.parametrize("form", ["", "--csv", "--json"])
def test_a_closed_pipe_ends_a_command_in_silence(form: str) -> None:
    command = f"{sys.executable} -m lehr.cli preview {' '.join(COSINE)} --steps 100 {form}"
    shell = f"{command} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", shell], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("141\n", "")


def test_a_closed_standard_output_gets_a_sentence() -> None:
    command = f"{sys.executable} -m lehr.cli key >&-"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == Ending.UNHEARD
    assert done.stderr == b"lehr: standard output must not be closed\n"


def test_a_full_disk_gets_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lehr.cli", "preview", *COSINE, "--steps", "9"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == Ending.FAILED
    assert done.stderr == b"lehr: [Errno 28] No space left on device\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_terminals_without_unicode_get_plain_characters(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lehr.cli", "preview", *COSINE, "--steps", "100"],
        env={"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )
    assert "*" in done.stdout.decode("ascii")
