from pathlib import Path

import pytest

from .shell import shell


def test_a_variable_stays_from_block_to_block(tmp_path: Path) -> None:
    with shell(tmp_path) as session:
        session.run("JOB=/jobs/7")
        assert session.run('echo "$JOB"').strip() == "/jobs/7"


def test_a_command_that_fails_fails_its_block(tmp_path: Path) -> None:
    with shell(tmp_path) as session, pytest.raises(AssertionError, match="a command failed"):
        session.run("echo before; false | cat")
