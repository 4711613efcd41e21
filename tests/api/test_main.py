"""What all answers have in common, whatever was asked."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from api.main import create_app
from lehr.settings import Settings
from tests.api.problems import assert_problem
from tests.api.serving import serving

REQUESTS = 200


@pytest.mark.parametrize(
    "path", ["/index.html", "/nowhere", "/jobs/", "/jobs/x/y", "/docs", "/%00"]
)
def test_nothing_lives_elsewhere(client: httpx.Client, path: str) -> None:
    problem = assert_problem(client.get(path), 404, "not-found")
    assert problem["detail"].startswith("nothing lives at /")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/jobs", {"GET", "POST"}),
        ("PATCH", "/schedules/preview", {"GET", "POST"}),
        ("POST", "/jobs/x", {"GET", "DELETE"}),
        ("GET", "/jobs/x/cancel", {"POST"}),
        ("OPTIONS", "/schedules", {"GET"}),
        ("DELETE", "/health/live", {"GET"}),
        ("POST", "/openapi.json", {"GET", "HEAD"}),
    ],
)
def test_another_method_is_answered_with_those_allowed(
    client: httpx.Client, method: str, path: str, allowed: set[str]
) -> None:
    answer = client.request(method, path)
    problem = assert_problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == allowed
    assert problem["detail"].startswith(f"{method} is not allowed here")


@pytest.mark.parametrize("path", ["/health/live", "/jobs", "/metrics", "/nowhere"])
def test_every_answer_has_the_same_care(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-cache"
    assert len(headers["x-request-id"]) == 32
    assert "access-control-allow-origin" not in headers


def test_every_request_has_an_id_of_its_own(client: httpx.Client) -> None:
    ids = {client.get("/health/live").headers["x-request-id"] for _ in range(10)}
    assert len(ids) == 10


def test_a_failure_tells_no_more_than_where_to_look(
    client: httpx.Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/health/live").status_code == 200
    app = create_app(settings)

    @app.get("/fails")
    def fails() -> None:
        raise ZeroDivisionError("a secret")

    with serving(app) as broken:
        problem = assert_problem(broken.get("/fails"), 500, "internal-error")
        assert broken.get("/health/live").status_code == 200
    assert "secret" not in str(problem)
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "a secret" in caplog.text
    assert record.message == "a request broke"


def test_two_hundred_requests_at_once_are_all_answered(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    def ask(number: int) -> httpx.Response:
        match number % 4:
            case 0:
                return client.post("/jobs", json=body)
            case 1:
                return client.get("/jobs")
            case 2:
                return client.get("/schedules/preview?kind=constant&learning_rate=1&steps=1000")
            case _:
                return client.post("/jobs", json={})

    with ThreadPoolExecutor(REQUESTS) as clients:
        answers = [answer.status_code for answer in clients.map(ask, range(REQUESTS))]
    assert answers == [202, 200, 200, 422] * (REQUESTS // 4)
    assert len(client.get("/jobs?limit=200").json()["jobs"]) == REQUESTS // 4
