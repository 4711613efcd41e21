"""PostgreSQL from its wheel: one cluster in one directory, reached by a socket in there."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from signal import Signals
from urllib.parse import quote

from .account import Account
from .children import Child, Program
from .errors import CannotServeError
from .wheels import postgres_programs

PORT = "5432"
"""Part of the socket's name; nothing listens on the network."""
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
SETTINGS = {"listen_addresses": "", "timezone": "UTC", "log_timezone": "UTC"}
READY_LINE = 7


@dataclass(frozen=True)
class Postgres:
    """A cluster below `home`, with the role `lehr` and its database `lehr`."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    """Further server settings, such as `{"fsync": "off"}`."""

    @property
    def directory(self) -> Path:
        """The cluster and its socket, for its account alone."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log" / "postgres.log"

    def url(self, path: Path) -> str:
        """Give the database's URL; `path` is a short path to `home`."""
        directory = quote(str(path / self.directory.name))
        return f"postgresql+psycopg://lehr@/lehr?host={directory}&port={PORT}"

    def initialize(self) -> None:
        """Create the cluster where there is none: whole, or not at all."""
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        if self.directory.exists():
            return
        account = Account.without_privileges()
        unfinished = self.directory.with_suffix(".tmp")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        account.take_over(unfinished)
        self._fill(unfinished, account)
        unfinished.rename(self.directory)

    def program(self) -> Program:
        """Tell how to run the server."""
        account = Account.owning(self.directory)
        settings = [f"--{name}={value}" for name, value in {**SETTINGS, **self.settings}.items()]
        where = ("-D", _here(self.directory), "-k", ".", "-p", PORT)
        return Program(
            name="PostgreSQL",
            command=(postgres_programs(account) / "postgres", *where, *settings),
            directory=self.directory,
            account=account,
            log=self.log,
            is_ready=self._is_ready,
            death_signal=Signals.SIGINT,
            stop_signal=Signals.SIGINT,
            patience=30,
        )

    def _fill(self, directory: Path, account: Account) -> None:
        programs, here = postgres_programs(account), _here(directory)
        step = partial(Program, name="initdb", directory=directory, account=account, log=self.log)
        initdb = (programs / "initdb", "-D", here, "--auth=trust", "--username=lehr", *LOCALE)
        self._finish(step(command=initdb))
        alone = (programs / "postgres", "--single", "-D", here, "--exit_on_error=on", "template1")
        self._finish(step(command=alone), "CREATE DATABASE lehr;\n")

    def _finish(self, step: Program, text: str = "") -> None:
        if Child.finish(step, text).returncode != 0:
            raise CannotServeError(f"PostgreSQL cannot create {self.directory}: see {self.log}")

    def _is_ready(self, child: Child) -> bool:
        """Read the server's lock file, as pg_ctl does: its first line is the process."""
        with suppress(FileNotFoundError):
            lines = (self.directory / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            ready = len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"
            return ready and lines[0] == str(child.pid)
        return False


def _here(directory: Path) -> Path:
    # A lent account stands in the directory, yet may be unable to go there by its path.
    entered = Path("/proc/self/cwd")
    return entered if entered.exists() else directory
