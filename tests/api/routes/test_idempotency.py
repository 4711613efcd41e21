"""`Idempotency-Key` makes `POST /jobs` a request that may be sent again."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.main import create_app
from lehr.settings import Settings
from tests.api.problems import assert_problem, refusals
from tests.api.serving import serving

HEADER = "Idempotency-Key"

Body = dict[str, Any]


def post(client: httpx.Client, body: Body, key: str = "8e03978e", **headers: str) -> httpx.Response:
    return client.post("/jobs", json=body, headers={HEADER: key, **headers})


def test_the_same_request_is_answered_with_the_same_job(client: httpx.Client, body: Body) -> None:
    first, again = post(client, body), post(client, body)
    assert (again.status_code, again.content) == (202, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert len(client.get("/jobs").json()["jobs"]) == 1


def test_another_body_under_the_same_key_is_refused(client: httpx.Client, body: Body) -> None:
    first = post(client, body).json()["id"]
    problem = assert_problem(post(client, body | {"epochs": 51}), 422, "idempotency-key-reused")
    [error] = problem["errors"]
    assert error["pointer"] == "/Idempotency-Key"
    assert first in error["detail"]


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "clé"])
def test_a_key_is_made_of_printable_characters(client: httpx.Client, body: Body, key: str) -> None:
    answer = client.post("/jobs", json=body, headers={HEADER.encode(): key.encode()})
    assert refusals(answer).keys() == {"/Idempotency-Key"}
    assert client.get("/jobs").json()["jobs"] == []


def test_two_keys_of_one_request_are_refused(client: httpx.Client, body: Body) -> None:
    answer = client.post("/jobs", json=body, headers=[(HEADER, "first"), (HEADER, "second")])
    assert refusals(answer) == {"/Idempotency-Key": "a request has at most one key; received 2"}
    assert client.get("/jobs").json()["jobs"] == []


def test_the_longest_key_is_taken(client: httpx.Client, body: Body) -> None:
    assert post(client, body, "x" * 255).status_code == 202


def test_only_validating_takes_no_key(client: httpx.Client, body: Body) -> None:
    answer = client.post("/jobs?validate_only=true", json=body, headers={HEADER: "k"})
    assert answer.status_code == 200
    assert post(client, body | {"epochs": 51}, "k").status_code == 202


@pytest.fixture
def locked(client: httpx.Client, settings: Settings) -> Iterator[httpx.Client]:
    """A service with two keys on the database that `client` has cleared afterwards."""
    assert client.get("/health/live").status_code == 200
    keyed = Settings(
        database_url=settings.database_url,
        redis_url=settings.redis_url,
        sweep_seconds=settings.sweep_seconds,
        api_keys="first,second",
    )
    with serving(create_app(keyed)) as locked:
        yield locked


def test_callers_do_not_share_their_keys(locked: httpx.Client, body: Body) -> None:
    first, again, other = (
        post(locked, body, Authorization=f"Bearer {caller}").json()["id"]
        for caller in ("first", "first", "second")
    )
    assert first == again != other
