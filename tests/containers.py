"""Runs the services of docker-compose.yml as processes of this machine.

Each runs by its own command in its own environment, in a directory that holds what its image does;
only names and ports of services become local ones.
"""

import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from signal import Signals
from typing import Any

import psycopg
from redis import Redis
from redis.exceptions import RedisError

from lehr.local.account import Account
from lehr.local.children import Child, Program
from lehr.local.wheels import postgres_programs, valkey_program
from lehr.testing import running
from tests.compose_file import SECRETS, SERVICES, packages

PORTS = {"5432": "postgres", "6379": "redis", "8000": "api"}
"""Where the services listen in their containers."""
ADDRESS = re.compile(rf"(?P<host>\b(?:postgres|redis):)?\b(?P<port>{'|'.join(PORTS)})\b")
ENTERED = Path("/proc/self/cwd")
"""A lent account stands in its directory, yet may be unable to go there by its path."""


@dataclass(frozen=True)
class Containers:
    """The services' processes, below `directory` and on free ports."""

    directory: Path
    ports: Mapping[str, int]

    def is_healthy(self, name: str) -> bool:
        """Run the health check of a service."""
        words = SERVICES[name]["healthcheck"]["test"][1:]
        if words[0] != "valkey-cli":
            check = replace(self._program(name, words), log=self.directory / "health.log")
            return Child.finish(check).returncode == 0
        # This client is not in the wheel: another one sends its words.
        with suppress(RedisError), self.valkey as client:
            return client.execute_command(*words[2:]) is True
        return False

    def run(self, name: str) -> int:
        """Run a service's command to its end, and give its exit status."""
        return Child.finish(self._program(name, SERVICES[name]["command"])).returncode

    @contextmanager
    def served(self, name: str, *further: str, **options: Any) -> Iterator[None]:
        """Run a service's command and `further` words until the block ends; it begins healthy."""
        words = [*SERVICES[name]["command"], *further]
        program = self._program(name, words, is_ready=lambda _: self.is_healthy(name), **options)
        with running(program, patience=60):
            yield

    @contextmanager
    def redis(self) -> Iterator[None]:
        """Run Valkey on loopback alone."""
        with self.served("redis", "--port", self._port("6379"), "--bind", "127.0.0.1"):
            yield

    @contextmanager
    def postgres(self) -> Iterator[None]:
        """Run PostgreSQL on loopback alone, its database created as the image does it."""
        account = Account.without_privileges()
        account.take_over(self._place("postgres"))
        self._create_cluster(account)
        words = ["-D", self._cluster, "-k", ".", "-p", self._port("5432")]
        words += ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        with self.served("postgres", *words, account=account, stop_signal=Signals.SIGINT):
            with psycopg.connect(**self.database, dbname="postgres", autocommit=True) as server:
                server.execute("CREATE DATABASE lehr")
            yield

    @property
    def valkey(self) -> Redis:
        """A client of Valkey."""
        return Redis(port=self.ports["redis"], decode_responses=True)

    @property
    def database(self) -> dict[str, Any]:
        """How a client reaches PostgreSQL."""
        secret = {"password": SECRETS["POSTGRES_PASSWORD"]}
        return {"host": "127.0.0.1", "port": self.ports["postgres"], "user": "lehr", **secret}

    @property
    def _cluster(self) -> str:
        return str(ENTERED if ENTERED.exists() else self._place("postgres"))

    def _create_cluster(self, account: Account) -> None:
        variables = SERVICES["postgres"]["environment"]
        words = ["initdb", "-D", self._cluster, f"--username={variables['POSTGRES_USER']}"]
        words += ["--pwfile=/dev/stdin", *shlex.split(variables["POSTGRES_INITDB_ARGS"])]
        secret = self.directory / "password"
        secret.write_text(variables["POSTGRES_PASSWORD"], encoding="utf-8")
        step = self._program("postgres", words, account=account)
        with secret.open("rb") as password:
            assert Child(step, stdin=password.fileno()).wait() == 0

    def _program(self, name: str, words: Sequence[str], **options: Any) -> Program:
        servers = postgres_programs(Account.without_privileges())
        known = {"python": Path(sys.executable), "valkey-server": valkey_program()}
        return Program(
            name=name,
            command=[known.get(words[0], servers / words[0]), *map(self._here, words[1:])],
            environment=self._environment(name),
            directory=self._place(name),
            log=self.directory / f"{name}.log",
            **options,
        )

    def _environment(self, name: str) -> dict[str, str]:
        own = SERVICES[name].get("environment", {})
        moved = {
            "postgres": {"PGPORT": self._port("5432")},
            "api": {"LEHR_PORT": self._port("8000")},
        }
        local = {variable: self._here(value) for variable, value in own.items()}
        return {**local, **moved.get(name, {}), "HOME": str(self.directory)}

    def _place(self, name: str) -> Path:
        place = self.directory / name
        if not place.exists():
            place.mkdir(mode=0o700)
            for source, target in packages(name):
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, place / target, ignore=ignored)
        return place

    def _here(self, text: str) -> str:
        return ADDRESS.sub(
            lambda found: ("127.0.0.1:" if found["host"] else "") + self._port(found["port"]), text
        )

    def _port(self, port: str) -> str:
        return str(self.ports[PORTS[port]])
