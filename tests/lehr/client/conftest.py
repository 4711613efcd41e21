from collections.abc import Iterator
from typing import Any

import pytest

from api.main import create_app
from lehr.client import Client, Job
from lehr.store.engine import Sessions
from tests.api.serving import serving, settings_on


@pytest.fixture(scope="session")
def url(warm_sessions: Sessions, redis_url: str) -> Iterator[str]:
    """Where a service is, on the database that `sessions` clears after each test."""
    with serving(create_app(settings_on(warm_sessions, redis_url))) as http:
        yield str(http.base_url)


@pytest.fixture
def client(url: str, request: pytest.FixtureRequest) -> Iterator[Client]:
    """A client of a service that knows no job."""
    request.getfixturevalue("sessions")  # clears the database after the test
    with Client(url) as client:
        yield client


@pytest.fixture
def handed_in(client: Client, body: dict[str, Any]) -> Job:
    """A job that is queued."""
    return client.submit(body)
