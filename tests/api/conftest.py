from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from api.main import create_app
from lehr.settings import Settings
from lehr.store.engine import Sessions
from tests.api.serving import serving, settings_on


@pytest.fixture(scope="session")
def settings(warm_sessions: Sessions, redis_url: str) -> Settings:
    """The settings of a service on the database that `sessions` clears after each test."""
    return settings_on(warm_sessions, redis_url)


@pytest.fixture(scope="session")
def service(settings: Settings) -> Iterator[httpx.Client]:
    with serving(create_app(settings)) as client:
        yield client


@pytest.fixture
def client(service: httpx.Client, request: pytest.FixtureRequest) -> httpx.Client:
    """A client of a service that knows no job."""
    request.getfixturevalue("sessions")  # clears the database after the test
    return service


@pytest.fixture
def submitted(client: httpx.Client, body: dict[str, Any]) -> dict[str, Any]:
    """A job that is queued, as `POST /jobs` answered."""
    job: dict[str, Any] = client.post("/jobs", json=body).json()
    return job


@pytest.fixture
def waits() -> Iterator[ThreadPoolExecutor]:
    """Threads in which clients wait."""
    with ThreadPoolExecutor(8) as threads:
        yield threads
