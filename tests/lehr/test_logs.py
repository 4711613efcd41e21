"""Logs are JSON lines that say what they are about."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any


def logged(program: str) -> list[dict[str, Any]]:
    """Run `program` after logs are configured, and read the lines it wrote."""
    source = f"import logging\nfrom lehr.logs import bound, configure\nconfigure('api')\n{program}"
    done = subprocess.run([sys.executable, "-c", source], check=True, capture_output=True)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_line_has_time_level_logger_message_and_service() -> None:
    [line] = logged("logging.getLogger('lehr.jobs').info('took %d', 3)")
    assert datetime.fromisoformat(line.pop("time")).utcoffset() == timedelta(0)
    assert line == {"level": "INFO", "logger": "lehr.jobs", "message": "took 3", "service": "api"}


def test_bound_ids_stand_in_every_line_of_their_block_only() -> None:
    inner, outer, outside = logged(
        "log = logging.getLogger().info\n"
        "with bound(request_id='q', run=None):\n"
        "    with bound(job=7):\n"
        "        log('inner')\n"
        "    log('outer')\n"
        "log('outside')\n"
    )
    assert (inner["request_id"], inner["job"]) == ("q", "7")
    assert outer["request_id"] == "q"
    assert "job" not in outer
    assert "run" not in outer
    assert "request_id" not in outside


def test_uvicorn_and_celery_log_once_and_alike() -> None:
    lines = logged(
        "for name in ('uvicorn.access', 'celery.worker'):\n"
        "    logger = logging.getLogger(name)\n"
        "    logger.addHandler(logging.StreamHandler())\n"
        "configure('api')\n"
        "logging.getLogger('uvicorn.access').info('request', extra={'color_message': 'x'})\n"
    )
    assert [line["logger"] for line in lines] == ["uvicorn.access"]
    assert "color_message" not in lines[0]


def test_an_exception_is_part_of_its_line() -> None:
    [line] = logged("try:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.exception('failed')\n")
    assert line["message"] == "failed"
    assert "ZeroDivisionError: division by zero" in line["exc_info"]


def test_warnings_are_logged() -> None:
    [line] = logged("import warnings\nwarnings.warn('old', stacklevel=1)")
    assert line["level"] == "WARNING"
    assert "UserWarning: old" in line["message"]
