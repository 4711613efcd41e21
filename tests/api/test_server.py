"""How `python -m api` takes many connections, and lets them go when it is stopped."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil

from api.server import MOST_FILES
from lehr.settings import Settings
from lehr.testing import wait_until
from tests.api.problems import assert_problem
from tests.api.serving import started
from tests.api.streams import following

RAISE = """
import resource
from api.server import raise_file_limit

_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
raise_file_limit()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def test_as_many_files_are_open_as_the_system_allows() -> None:
    done = subprocess.run([sys.executable, "-c", RAISE], check=True, capture_output=True)
    soft, hard = map(int, done.stdout.split())
    assert soft == (MOST_FILES if hard < 0 else min(hard, MOST_FILES)) > 256


def test_who_waits_is_dismissed_when_the_service_stops(
    tmp_path: Path, settings: Settings, submitted: dict[str, Any], waits: ThreadPoolExecutor
) -> None:
    log = tmp_path / "log.txt"
    with started(log, settings, **os.environ, LEHR_SWEEP_SECONDS="600") as process:
        poll = f"{submitted['links']['self']}?wait=60&since=1"
        waiting = waits.submit(process.client.get, poll)
        with following(process.client, submitted["links"]["events"]) as events:
            assert next(events)["seq"] == 1
            psutil.Process(process.pid).terminate()
            assert list(events) == []
        problem = assert_problem(waiting.result(), 503, "unavailable")
        wait_until(lambda: process.lines("Application shutdown complete."))
    assert problem["detail"] == "the service is about to stop: come again"
    assert "timeout graceful shutdown exceeded" not in log.read_text()
    assert "Exception" not in log.read_text()
