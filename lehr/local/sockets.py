"""Unix sockets below a directory whose path may be too long for them."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

LONGEST_HOME = 80
"""Bytes of a path that leave room for `/postgres/.s.PGSQL.5432`: macOS allows 103 in all."""


@contextmanager
def short_path(home: Path) -> Iterator[Path]:
    """Give a path to `home` that the sockets below it can be reached by."""
    # libpq takes a comma for the end of one host and the beginning of the next.
    if len(os.fsencode(home)) <= LONGEST_HOME and "," not in str(home):
        yield home
        return
    with TemporaryDirectory(prefix="lehr-") as shortcut:
        link = Path(shortcut, "home")
        link.symlink_to(home, target_is_directory=True)
        yield link


def answers_ping(path: Path) -> bool:
    """Tell whether a server of the Redis protocol takes commands at the socket `path`."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
