"""Valkey from its wheel: an append-only file and a socket in one directory."""

from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from .children import Program
from .sockets import answers_ping
from .wheels import valkey_program

SOCKET = "valkey.sock"
SETTINGS = {
    "port": "0",
    "unixsocket": SOCKET,
    "unixsocketperm": "700",
    "dir": ".",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",
}


@dataclass(frozen=True)
class Valkey:
    """A server below `home` that keeps what it is told."""

    home: Path

    @property
    def directory(self) -> Path:
        """The append-only file and the socket, for this process's account alone."""
        return self.home / "valkey"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log" / "valkey.log"

    def url(self, path: Path) -> str:
        """Give the server's URL; `path` is a short path to `home`."""
        return f"unix://{path / self.directory.name / SOCKET}"

    def initialize(self) -> None:
        """Create the directories where there are none."""
        for directory in (self.directory, self.log.parent):
            directory.mkdir(mode=0o700, exist_ok=True)

    def program(self, path: Path) -> Program:
        """Tell how to run the server; `path` is a short path to `home`."""
        socket = path / self.directory.name / SOCKET
        settings = [part for name, value in SETTINGS.items() for part in (f"--{name}", value)]
        return Program(
            name="Valkey",
            command=(valkey_program(), *settings),
            directory=self.directory,
            log=self.log,
            is_ready=lambda _: answers_ping(socket),
            death_signal=Signals.SIGTERM,
            restarts_at_once=True,
        )
