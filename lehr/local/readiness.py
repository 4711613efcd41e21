"""Asks the API whether Lehr is ready."""

import json
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from typing import Any

from lehr.settings import Settings

from .address import reachable_host
from .errors import CannotServeError

DEADLINE = 60.0
"""Seconds from the start of API and workers."""
INTERVAL = 0.2
"""Seconds between two questions."""


class Readiness:
    """True once `GET /health/ready` tells of enough workers; asked often, it asks seldom."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._deadline = time.monotonic() + DEADLINE
        self._next = 0.0
        self._answer: dict[str, Any] = {}

    def __call__(self) -> bool:
        """Tell whether Lehr is ready; raises CannotServeError when it should be by now."""
        if time.monotonic() < self._next:
            return False
        self._answer = _ask(self._settings)
        self._next = time.monotonic() + INTERVAL
        if self._suffices:
            return True
        if self._next > self._deadline:
            raise CannotServeError(
                f"Lehr must be ready within {DEADLINE:g} s; "
                f"GET /health/ready answered {self._answer or 'nothing'}"
            )
        return False

    @property
    def _suffices(self) -> bool:
        if self._settings.workers == 0:
            return self._answer.get("status") in {"ready", "degraded"}
        workers = self._answer.get("workers", 0)
        return self._answer.get("status") == "ready" and workers >= self._settings.workers


def _ask(settings: Settings) -> dict[str, Any]:
    connection = HTTPConnection(reachable_host(settings), settings.port, timeout=2)
    with suppress(OSError, HTTPException, ValueError):
        connection.request("GET", "/health/ready")
        answer = json.loads(connection.getresponse().read())
        return answer if isinstance(answer, dict) else {}
    return {}
