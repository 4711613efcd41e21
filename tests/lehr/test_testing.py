"""The servers that tests stand on leave with them."""

import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from lehr.local.children import Program
from lehr.testing import embedded_postgres, embedded_valkey, is_alive, running, wait_until

HOLD = """
import signal, sys
from pathlib import Path
from lehr.testing import embedded_postgres, embedded_valkey
home = Path(sys.argv[1])
with embedded_postgres(home, settings={"fsync": "off"}), embedded_valkey(home):
    print("ready", flush=True)
    signal.pause()
"""


def test_servers_stop_at_the_end_of_their_block(tmp_path: Path) -> None:
    others = psutil.Process().children()
    with embedded_postgres(tmp_path) as url, embedded_valkey(tmp_path):
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("lehr",)
        servers = [child for child in psutil.Process().children() if child not in others]
    assert len(servers) == 2
    assert not any(map(is_alive, servers))


def test_settings_reach_the_server(tmp_path: Path) -> None:
    with (
        embedded_postgres(tmp_path, settings={"fsync": "off"}) as url,
        psycopg.connect(url.replace("+psycopg", "")) as connection,
    ):
        assert connection.execute("SHOW fsync").fetchone() == ("off",)


def test_servers_die_with_a_killed_test(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    program = Program(
        name="test",
        command=(sys.executable, "-c", HOLD, tmp_path),
        environment={"PYTHONPATH": str(Path(__file__).parents[2])},
        log=log,
        is_ready=lambda _: "ready" in log.read_text(),
    )
    with running(program) as test:
        servers = psutil.Process(test.pid).children(recursive=True)
        test.kill()
        wait_until(lambda: not any(map(is_alive, servers)), patience=2)


def test_waiting_ends_with_patience() -> None:
    with pytest.raises(TimeoutError, match=r"within 0.05 s"):
        wait_until(lambda: False, patience=0.05)
