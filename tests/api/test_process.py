"""`python -m api` as it runs: how heavy it is, what it logs, and what it never says."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psutil
import pytest

from lehr.settings import Settings
from lehr.testing import wait_until
from tests.api.serving import Process, started

KEY = "lehr_a-key-that-nobody-may-see"
MEBIBYTE = 1024 * 1024
HEAVY = {"tensorflow", "keras", "scipy", "matplotlib", "sklearn", "pandas", "alembic"} | {
    "pyarrow",
    "tensorboardX",
}
START = """
import asyncio, sys
from api.__main__ import Settings, create_app

async def start() -> None:
    app = create_app(Settings())
    async with app.router.lifespan_context(app):
        print(*sys.modules)

asyncio.run(start())
"""


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Process]:
    log = tmp_path_factory.mktemp("api") / "log.txt"
    with started(log, settings, LEHR_API_KEYS=KEY, LEHR_SWEEP_SECONDS="600") as process:
        yield process


def test_an_idle_process_is_light(process: Process) -> None:
    process.client.get("/health/ready")
    assert psutil.Process(process.pid).memory_info().rss < 150 * MEBIBYTE


def test_a_started_process_has_loaded_no_library_that_trains_or_draws(settings: Settings) -> None:
    urls = {
        "DATABASE_URL": settings.required_database_url,
        "REDIS_URL": settings.required_redis_url,
    }
    done = subprocess.run(
        [sys.executable, "-c", START], check=True, capture_output=True, env=os.environ | urls
    )
    modules = set(done.stdout.decode().split())
    assert "uvicorn" in modules
    assert modules & HEAVY == set()


def test_every_request_is_one_json_line_with_its_id(process: Process) -> None:
    answer = process.client.get("/jobs/x?key=value", headers={"Authorization": f"Bearer {KEY}"})
    request_id = answer.headers["x-request-id"]
    wait_until(lambda: any(request_id in str(line) for line in process.lines()))
    [line] = [line for line in process.lines() if line["request_id"] == request_id]
    assert answer.json()["instance"] == request_id
    assert datetime.fromisoformat(line.pop("time")).utcoffset() == timedelta(0)
    assert line.pop("milliseconds") > 0
    assert line == {
        "level": "INFO",
        "logger": "api.exchange",
        "message": "request",
        "service": "api",
        "request_id": request_id,
        "method": "GET",
        "path": "/jobs/x",
        "status": 404,
    }


def test_all_that_is_logged_is_json(process: Process) -> None:
    assert all(json.loads(line) for line in process.log.read_text().splitlines())
    assert process.lines("Application startup complete.")


def test_keys_are_never_logged(process: Process) -> None:
    requests = len(process.lines())
    for sent in (KEY, f"{KEY}-wrong"):
        process.client.get("/jobs", headers={"Authorization": f"Bearer {sent}"})
        process.client.get(f"/jobs?key={sent}")
    wait_until(lambda: len(process.lines()) == requests + 4)
    statuses = [line["status"] for line in process.lines()[requests:]]
    assert statuses == [200, 401, 401, 401]
    assert KEY not in process.log.read_text()


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"LEHR_PORT": "high"}, "LEHR_PORT=high: "),
        ({"LEHR_HOST": "192.0.2.1"}, "set LEHR_API_KEYS or LEHR_API_KEYS_FILE"),
        ({"LEHR_API_KEYS": KEY, "LEHR_API_KEYS_FILE": "/none"}, "LEHR_API_KEYS_FILE=/none: "),
    ],
)
def test_a_wrong_setting_ends_the_process_with_a_sentence(
    tmp_path: Path, variables: dict[str, str], complaint: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "api"],
        check=False,
        capture_output=True,
        env=os.environ | variables | {"LEHR_HOME": str(tmp_path)},
        text=True,
    )
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert KEY not in done.stderr
