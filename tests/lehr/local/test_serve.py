"""`lehr serve` with real servers; small programs stand in for the API and the workers."""

import os
import pwd
import shutil
import signal
import socket
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg
import pytest
import redis

from lehr.local.account import Account
from lehr.local.children import Child, Program
from lehr.testing import is_alive, running, wait_until

ROOT = Path(__file__).parents[3]
SUPERVISE = Path(__file__).with_name("supervise.py")
MINOR = f"python3.{sys.version_info.minor}"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@dataclass(frozen=True)
class Place:
    """Where Lehr is served, by whom, and with what else in the environment."""

    directory: Path
    account: Account = field(default_factory=Account)
    python: str = sys.executable
    port: int = field(default_factory=free_port)
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.directory / "home"

    @property
    def database_url(self) -> str:
        return f"postgresql://lehr@/lehr?host={self.home / 'postgres'}"

    @property
    def valkey(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.home / "valkey" / "valkey.sock"))

    def program(self, *arguments: str) -> Program:
        return Program(
            name="lehr",
            command=(self.python, SUPERVISE, *arguments),
            environment={
                "LEHR_HOST": "127.0.0.1",
                "LEHR_PORT": str(self.port),
                "LEHR_HOME": str(self.home),
                "PYTHONPATH": f"{ROOT}:{sysconfig.get_path('purelib')}",
                **self.environment,
            },
            account=self.account,
            log=self.log,
            is_ready=lambda _: "Lehr is ready" in self.log.read_text(),
        )

    @property
    def log(self) -> Path:
        return self.directory / "log"

    @contextmanager
    def served(self) -> Iterator["Served"]:
        with running(self.program()) as supervisor:
            yield Served(supervisor)

    def refused(self) -> str:
        """Serve where that is impossible, and give what is said."""
        child = Child.finish(self.program())
        assert child.returncode == 1
        return self.log.read_text()


@dataclass(frozen=True)
class Served:
    supervisor: Child

    @property
    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.supervisor.pid).children()

    @property
    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.supervisor.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process:
        return next(child for child in self.children if word in " ".join(child.cmdline()))


def ordinary_users() -> list[tuple[Account, str]]:
    """Give `nobody` and a Python that it may run, where there are such and we are root."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    account = Account(nobody.pw_uid, nobody.pw_gid)
    pythons = [sys.executable, shutil.which(MINOR, path="/usr/local/bin:/usr/bin")]
    return [(account, python) for python in pythons if python and may_run(account, python)][:1]


def may_run(account: Account, python: str) -> bool:
    with suppress(PermissionError):
        program = Program(name="python", command=(python, "-c", ""), account=account)
        return Child.finish(program).returncode == 0
    return False


@pytest.fixture(
    params=[(Account(), sys.executable), *ordinary_users()],
    ids=lambda identity: "ourselves" if identity[0] == Account() else "ordinary user",
)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A directory that only its account may enter: everyone who may run Lehr here, in turn."""
    account, python = request.param
    with TemporaryDirectory() as directory:
        account.take_over(Path(directory))
        yield Place(Path(directory), account, python)


@pytest.fixture
def ours(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_everything_runs_when_it_says_so_and_ends_in_order(place: Place) -> None:
    with place.served() as served:
        processes = served.family
        assert len(served.children) == 4
    assert served.supervisor.returncode == 0
    assert not any(map(is_alive, processes))
    assert "bye bye" in (place.home / "log" / "valkey.log").read_text().splitlines()[-1]
    assert "is shut down" in (place.home / "log" / "postgres.log").read_text().splitlines()[-1]


def test_nothing_outlives_a_killed_supervisor(place: Place) -> None:
    with place.served() as served:
        processes = served.family
        served.supervisor.kill()
        wait_until(lambda: not any(map(is_alive, processes)), patience=2)


def test_state_survives_the_sudden_death_of_everything(place: Place) -> None:
    with place.served() as served, psycopg.connect(place.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        connection.commit()
        place.valkey.set("kept", 7)
        for process in (psutil.Process(served.supervisor.pid), *served.family):
            process.kill()
        served.supervisor.wait()
    place.log.unlink()
    with place.served(), psycopg.connect(place.database_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
        assert place.valkey.get("kept") == b"7"


def test_only_the_home_changes(place: Place) -> None:
    outside = [*place.directory.parents, place.directory, Path("/etc/passwd"), ROOT, Path.home()]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in outside]
    users = Path("/etc/passwd").read_text()
    with place.served():
        pass
    assert [(path.stat().st_mode, path.stat().st_uid) for path in outside] == before
    assert Path("/etc/passwd").read_text() == users
    assert place.home.stat().st_mode & 0o777 == 0o700


def test_a_child_that_dies_alone_is_replaced(ours: Place) -> None:
    with ours.served() as served:
        for word in ("api", "worker", "valkey-server", "bin/postgres"):
            victim = served.child(word)
            victim.kill()
            victim.wait(5)
            wait_until(lambda: len(served.children) == 4)
        wait_until(ours.valkey.ping)
    assert served.supervisor.returncode == 0


def test_five_deaths_of_a_child_end_everything(ours: Place) -> None:
    said = Place(ours.directory, environment={"WORKER": "dying"}).refused()
    assert "worker-1 died 5 times in a minute, at last with exit status 3" in said
    assert "Lehr is ready" not in said


def test_a_home_serves_one_supervisor_at_a_time(ours: Place) -> None:
    with ours.served() as served, TemporaryDirectory() as directory:
        second = Place(Path(directory), environment={"LEHR_HOME": str(ours.home)})
        said = second.refused()
    assert f"Lehr runs already on {ours.home} (process {served.supervisor.pid})" in said
    assert len(said.splitlines()) == 1


def test_a_taken_port_is_named(ours: Place) -> None:
    with socket.create_server(("127.0.0.1", ours.port)):
        assert f"LEHR_PORT={ours.port} is taken on 127.0.0.1" in ours.refused()


def test_a_home_that_is_a_file_is_named(ours: Place) -> None:
    ours.home.write_text("")
    assert ours.refused() == f"LEHR_HOME={ours.home} cannot be used: File exists\n"


def test_a_home_too_deep_for_sockets_is_served(ours: Place) -> None:
    directory = ours.directory / "/".join(["deep, and deeper"] * 9)
    directory.mkdir(parents=True)
    with TemporaryDirectory() as shortcuts:
        with Place(directory, environment={"TMPDIR": shortcuts}).served() as served:
            assert len(served.children) == 4
            assert len(list(Path(shortcuts).iterdir())) == 1
        assert list(Path(shortcuts).iterdir()) == []


def test_servers_that_are_named_are_not_started(
    ours: Place, postgres_url: str, redis_url: str
) -> None:
    elsewhere = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url}
    with Place(ours.directory, environment=elsewhere).served() as served:
        assert len(served.children) == 2
    assert not (ours.home / "postgres").exists()


def test_a_second_interrupt_hurries(ours: Place) -> None:
    with Place(ours.directory, environment={"WORKER": "stubborn"}).served() as served:
        served.supervisor.send_signal(signal.SIGINT)
        wait_until(lambda: "Stopping." in ours.log.read_text())
        served.supervisor.send_signal(signal.SIGINT)
        assert served.supervisor.wait(timeout=3) == 0


def test_the_death_of_the_parent_stops_everything(ours: Place) -> None:
    program = ours.program("--die-with-parent")
    command = " ".join(str(part) for part in program.command)
    with running(replace(program, command=("/bin/sh", "-c", f"{command}; exit"))) as shell:
        family = psutil.Process(shell.pid).children(recursive=True)
        shell.kill()
        wait_until(lambda: not any(map(is_alive, family)), patience=5)
    assert "Lehr has stopped." in ours.log.read_text()
