"""The command `lehr`, run as people run it."""

import os
import subprocess
import sys
from hashlib import sha256

import psycopg
import pytest

LEHR = (sys.executable, "-m", "lehr.cli")


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*LEHR, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_key_comes_with_the_line_that_admits_it() -> None:
    key, line = run("key").stdout.splitlines()
    assert len(key.removeprefix("lehr_")) == 43
    assert line.split()[0] == sha256(key.encode()).hexdigest()


def test_two_keys_differ() -> None:
    assert run("key").stdout != run("key").stdout


def test_migrate_brings_a_database_up_to_date(postgres_url: str) -> None:
    done = run("migrate", DATABASE_URL=postgres_url)
    assert (done.returncode, done.stdout) == (0, "The schema is up to date.\n")
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)


def test_migrate_wants_a_database() -> None:
    done = run("migrate", DATABASE_URL="")
    assert done.returncode == 2
    assert done.stderr == ("lehr: DATABASE_URL must name the database to migrate; received none\n")


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_every_broken_setting_gets_a_sentence(command: str) -> None:
    done = run(command, LEHR_PORT="99999", LEHR_WORKERS="many")
    assert done.returncode == 2
    port, workers = done.stderr.splitlines()
    assert port.startswith("lehr: LEHR_PORT=99999: ")
    assert workers.startswith("lehr: LEHR_WORKERS=many: ")


def test_a_home_that_cannot_be_used_gets_a_sentence() -> None:
    done = run("serve", LEHR_HOME="/dev/null/home", LEHR_PORT="8000")
    assert done.returncode == 1
    assert done.stderr == "lehr: LEHR_HOME=/dev/null/home cannot be used: Not a directory\n"


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "lehr.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.split("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded.isdisjoint({"pydantic", "sqlalchemy", "alembic", "celery", "numpy"})
