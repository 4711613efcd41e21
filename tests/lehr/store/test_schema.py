"""The schema is what the tables say, and can be brought there and back."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from lehr.errors import Unavailable
from lehr.store.engine import Sessions, connect
from lehr.store.migrating import configuration, upgrade
from lehr.store.schema import is_current, newest

ROOT = Path(__file__).parents[3]
TABLES = {
    "alembic_version",
    "deliveries",
    "environments",
    "epochs",
    "events",
    "idempotency_keys",
    "jobs",
    "models",
    "runs",
    "steps",
    "webhooks",
    "workers",
}


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Sessions]:
    sessions = Sessions(connect(empty_database_url))
    yield sessions
    sessions.engine.dispose()


@pytest.fixture
def config(empty: Sessions) -> Config:
    return configuration(empty.engine)


def tables(sessions: Sessions) -> set[str]:
    return set(inspect(sessions.engine).get_table_names())


def told_current(sessions: Sessions) -> bool:
    with sessions.begin() as session:
        return is_current(session)


def test_an_upgraded_database_has_every_table(empty: Sessions, empty_database_url: str) -> None:
    upgrade(empty_database_url)
    assert tables(empty) == TABLES


def test_the_migrations_and_the_tables_agree(config: Config) -> None:
    command.upgrade(config, "head")
    command.check(config)


def test_a_downgrade_leaves_nothing_and_can_be_undone(empty: Sessions, config: Config) -> None:
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert tables(empty) == {"alembic_version"}
    command.upgrade(config, "head")
    assert tables(empty) == TABLES


def test_programs_that_upgrade_at_once_wait_for_each_other(
    empty: Sessions, empty_database_url: str
) -> None:
    command_line = (sys.executable, "-m", "lehr.cli", "migrate")
    environment = {**os.environ, "DATABASE_URL": empty_database_url}
    with ExitStack() as stack:
        programs = [
            stack.enter_context(Popen(command_line, env=environment, cwd=ROOT)) for _ in range(3)
        ]
    assert [program.returncode for program in programs] == [0, 0, 0]
    assert told_current(empty)


def test_another_upgrade_changes_nothing(empty: Sessions, empty_database_url: str) -> None:
    upgrade(empty_database_url)
    upgrade(empty_database_url)
    assert told_current(empty)


def test_an_empty_database_is_not_current(empty: Sessions) -> None:
    assert not told_current(empty)


def test_a_database_behind_or_ahead_is_not_current(empty: Sessions, config: Config) -> None:
    command.upgrade(config, "head")
    assert told_current(empty)
    for other in ("base", "0000", "from_the_future"):
        with empty.begin() as session:
            session.connection().exec_driver_sql(
                "UPDATE alembic_version SET version_num = %s", (other,)
            )
        assert not told_current(empty)


def test_there_is_one_newest_revision(config: Config) -> None:
    assert [newest()] == ScriptDirectory.from_config(config).get_heads()


def test_a_database_without_a_schema_is_not_current(empty: Sessions) -> None:
    assert not told_current(empty)


def test_a_database_that_is_away_cannot_be_upgraded() -> None:
    with pytest.raises(Unavailable):
        upgrade("postgresql://lehr@/lehr?host=/nowhere")
